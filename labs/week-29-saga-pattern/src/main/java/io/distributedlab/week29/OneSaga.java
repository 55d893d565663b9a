package io.distributedlab.week29;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A single saga, followed from its order to its end. */
final class OneSaga {
  static final String ATTEMPTS = "attempts of charge in the log";
  static final String CHARGES = "lines at the bank";
  static final String RECOVERIES = "recoveries of the saga";
  static final String REFUND = "place of the refund";
  static final String RELEASE = "place of the release";
  static final String SHIPMENTS = "shipments";

  private static final Variant VARIANT = Variant.DURABLE_LOCK;

  private OneSaga() {}

  /** Its orchestrator dies while the answer to the charge is on its way, and a new one starts. */
  static Future<List<Measure>> recovered(PhaseRun run) {
    var stage = run.stage();
    var client = new Client(stage);
    return stage
        .faults("orchestrator", Map.of("point.charge.after-send", "crash"))
        .compose(armed -> client.order(VARIANT))
        .compose(
            order ->
                client
                    .until(() -> isDown(stage))
                    .compose(dead -> stage.restart("orchestrator"))
                    .compose(up -> client.quiet())
                    .compose(over -> client.saga(order)))
        .compose(
            saga ->
                client
                    .rows("payment", "/transactions")
                    .map(
                        lines ->
                            List.of(
                                Measure.count(
                                    ATTEMPTS, step(saga, "charge").getInteger("attempts")),
                                Measure.count(CHARGES, (long) lines.size()),
                                Measure.count(RECOVERIES, saga.getInteger("recoveries")))));
  }

  /** Shipping has refused it. */
  static Future<List<Measure>> refused(PhaseRun run) {
    var client = new Client(run.stage());
    return client
        .order(VARIANT)
        .compose(order -> client.quiet().compose(over -> client.saga(order)))
        .compose(
            saga ->
                client
                    .rows("shipping", "/shipments")
                    .map(
                        shipments ->
                            List.of(
                                Measure.count(REFUND, place(saga, "charge")),
                                Measure.count(RELEASE, place(saga, "reserve")),
                                Measure.count(SHIPMENTS, (long) shipments.size()))));
  }

  private static Future<Boolean> isDown(Stage stage) {
    return stage.get("orchestrator", "/health").map(false).otherwise(true);
  }

  /** From 1, by the time at which it was undone; 0 when it was not. */
  private static int place(JsonObject saga, String name) {
    var undone =
        steps(saga).stream()
            .filter(step -> step.containsKey("undone_at"))
            .sorted(Comparator.comparing(step -> OffsetDateTime.parse(step.getString("undone_at"))))
            .map(step -> step.getString("name"))
            .toList();
    return undone.indexOf(name) + 1;
  }

  private static JsonObject step(JsonObject saga, String name) {
    return steps(saga).stream()
        .filter(step -> step.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> steps(JsonObject saga) {
    return saga.getJsonArray("steps").stream().map(JsonObject.class::cast).toList();
  }
}
