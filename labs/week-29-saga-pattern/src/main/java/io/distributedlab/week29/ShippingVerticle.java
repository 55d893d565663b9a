package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The carrier: book a shipment. That is the pivot of the saga: once booked there is no way back.
 */
final class ShippingVerticle extends VerticleBase {
  private final Participant participant;

  ShippingVerticle(Service service) {
    this(service, Participant.Parts.SOUND);
  }

  ShippingVerticle(Service service, Participant.Parts parts) {
    this.participant = new Participant(service, parts);
  }

  @Override
  public Future<?> start() {
    return participant.react(reactions()).compose(listening -> routes().listen());
  }

  private Map<String, Reaction> reactions() {
    return Map.of(
        "payment.charged",
        Reaction.then(
            "shipment.booked",
            "shipment.refused",
            participant.mischief().refusing(Shipments::book)));
  }

  private HttpService routes() {
    return participant
        .records("/shipments", "shipments", "DELETE FROM shipments")
        .post("/ship", this::ship)
        .post("/cancel", request -> participant.cancel(request, "ship", Shipments::cancel));
  }

  @Override
  public Future<?> stop() {
    return participant.close();
  }

  private Future<JsonObject> ship(Request request) {
    var form = request.body(Forms.Ship.class);
    return participant.perform(request, "ship", form.sagaId(), Shipments::book);
  }
}
