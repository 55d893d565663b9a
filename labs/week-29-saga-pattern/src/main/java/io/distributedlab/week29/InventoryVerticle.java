package io.distributedlab.week29;

import static io.vertx.core.http.HttpMethod.GET;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The stock: reserve it, release it, commit it as sold. */
final class InventoryVerticle extends VerticleBase {
  private static final String CLEAR =
      """
      DELETE FROM reservations;
      UPDATE products SET available = initial, reserved = 0, sold = 0""";

  private static final String PRODUCTS = "SELECT * FROM products ORDER BY id";

  private final Participant participant;

  InventoryVerticle(Service service) {
    this(service, Participant.Parts.SOUND);
  }

  InventoryVerticle(Service service, Participant.Parts parts) {
    this.participant = new Participant(service, parts);
  }

  @Override
  public Future<?> start() {
    return participant.react(reactions()).compose(listening -> routes().listen());
  }

  private Map<String, Reaction> reactions() {
    return Map.of(
        "order.placed",
        Reaction.then(
            "stock.reserved", "stock.refused", participant.mischief().refusing(Stock::reserve)),
        "payment.refused",
        Reaction.then("stock.released", Stock::release),
        "payment.refunded",
        Reaction.then("stock.released", Stock::release),
        "shipment.booked",
        Reaction.then("stock.sold", Stock::commit));
  }

  private HttpService routes() {
    return participant
        .records("/reservations", "reservations", CLEAR)
        .post("/reserve", this::reserve)
        .post("/release", request -> participant.cancel(request, "reserve", Stock::release))
        .post("/commit", this::commit)
        .houseRoute(GET, "/products", Participant.rows(participant.pool(), PRODUCTS));
  }

  @Override
  public Future<?> stop() {
    return participant.close();
  }

  private Future<JsonObject> reserve(Request request) {
    var form = request.body(Forms.Reserve.class);
    new OrderForm("anybody", form.items()).checked();
    return participant.perform(request, "reserve", form.sagaId(), Stock::reserve);
  }

  private Future<JsonObject> commit(Request request) {
    var form = request.body(Forms.Commit.class);
    return participant.perform(request, "commit", form.sagaId(), Stock::commit);
  }
}
