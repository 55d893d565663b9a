package io.distributedlab.week29;

import static io.vertx.core.http.HttpMethod.GET;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The bank: charge and refund. */
final class PaymentVerticle extends VerticleBase {
  private static final String CLEAR = "DELETE FROM charges; DELETE FROM accounts";
  private static final String LEDGER =
      """
      SELECT saga_id,
        (sum(CASE kind WHEN 'CHARGE' THEN amount ELSE -amount END))::bigint AS net,
        (sum(CASE kind WHEN 'CHARGE' THEN 1 ELSE -1 END))::int AS effective
      FROM charges GROUP BY saga_id""";

  private final Participant participant;

  PaymentVerticle(Service service) {
    this(service, Participant.Parts.SOUND);
  }

  PaymentVerticle(Service service, Participant.Parts parts) {
    this.participant = new Participant(service, parts);
  }

  @Override
  public Future<?> start() {
    return participant.react(reactions()).compose(listening -> routes().listen());
  }

  private Map<String, Reaction> reactions() {
    return Map.of(
        "stock.reserved",
        Reaction.then(
            "payment.charged", "payment.refused", participant.mischief().refusing(Charges::charge)),
        "shipment.refused",
        Reaction.then("payment.refunded", Charges::refund));
  }

  private HttpService routes() {
    return participant
        .records("/transactions", "charges", CLEAR)
        .post("/process", this::charge)
        .post("/refund", request -> participant.cancel(request, "charge", Charges::refund))
        .houseRoute(GET, "/ledger", Participant.rows(participant.pool(), LEDGER));
  }

  @Override
  public Future<?> stop() {
    return participant.close();
  }

  private Future<JsonObject> charge(Request request) {
    var form = request.body(Forms.Charge.class);
    if (form.amount() < 0) {
      throw Problem.invalid("amount", form.amount(), "at least 0 cents");
    }
    return participant
        .perform(request, "charge", form.sagaId(), Charges::charge)
        .onSuccess(done -> count(form, done));
  }

  private void count(Forms.Charge form, JsonObject done) {
    if (!done.getBoolean("replayed")) {
      participant.meters().counter("payment.charged.cents").increment((double) form.amount());
    }
  }
}
