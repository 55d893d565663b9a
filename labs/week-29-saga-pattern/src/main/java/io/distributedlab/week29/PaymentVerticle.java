package io.distributedlab.week29;

import static io.vertx.core.http.HttpMethod.GET;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;

/** The bank: charge and refund, and points for those who buy. */
final class PaymentVerticle extends VerticleBase {
  private static final String CLEAR =
      "DELETE FROM charges; DELETE FROM accounts; DELETE FROM points";
  private static final String LEDGER =
      """
      SELECT saga_id,
        (sum(CASE kind WHEN 'CHARGE' THEN amount ELSE -amount END))::bigint AS net,
        (sum(CASE kind WHEN 'CHARGE' THEN 1 ELSE -1 END))::int AS effective
      FROM charges GROUP BY saga_id""";

  private static final String POINTS =
      """
      SELECT saga_id, count(*)::int AS times, sum(points)::bigint AS points
      FROM points GROUP BY saga_id""";

  /** Where a charge can fail that has not refused: its transaction takes it back. */
  static final String CHARGED = "charge.before-commit";

  private final Service service;
  private final Participant participant;

  PaymentVerticle(Service service) {
    this(service, Participant.Parts.SOUND);
  }

  PaymentVerticle(Service service, Participant.Parts parts) {
    this.service = service;
    this.participant = new Participant(service, parts);
    service.faults().declare(CHARGED, "the money is taken, the transaction not committed");
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
        .post("/points", this::points)
        .houseRoute(GET, "/points", Participant.rows(participant.pool(), POINTS))
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
        .perform(request, "charge", form.sagaId(), this::charged)
        .onSuccess(done -> count(form, done));
  }

  private Future<JsonObject> charged(SqlConnection tx, JsonObject input) {
    return Charges.charge(tx, input).compose(charge -> service.faults().point(CHARGED).map(charge));
  }

  private Future<JsonObject> points(Request request) {
    var form = request.body(Forms.Points.class);
    return participant.perform(request, "points", form.sagaId(), Points::give);
  }

  private void count(Forms.Charge form, JsonObject done) {
    if (!done.getBoolean("replayed")) {
      participant.meters().counter("payment.charged.cents").increment((double) form.amount());
    }
  }
}
