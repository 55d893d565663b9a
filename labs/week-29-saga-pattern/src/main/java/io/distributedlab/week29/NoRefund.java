package io.distributedlab.week29;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Orders are charged and about to be shipped. Then payment goes down for good, and shipping
 * refuses: what was charged has to be given back, and cannot be.
 */
final class NoRefund {
  static final int ORDERS = 10;
  static final String COMPENSATED = "sagas COMPENSATED";
  static final String PARKED = "sagas that need attention";

  private static final String BEFORE_SHIPPING = "ship.before-send";
  private static final String POINT = "point." + BEFORE_SHIPPING;

  private NoRefund() {}

  static Future<List<Measure>> measure(PhaseRun run) {
    var stage = run.stage();
    var client = new Client(stage);
    return stage
        .faults("orchestrator", Map.of(POINT, "pause"))
        .compose(closed -> client.orders(ORDERS, Variant.DURABLE_LOCK))
        .compose(placed -> client.until(() -> waiting(stage)))
        .compose(charged -> stage.faults("payment", Map.of("error_rate", 1)))
        .compose(down -> stage.faults("shipping", Map.of("refuse_rate", 1)))
        .compose(refusing -> stage.faults("orchestrator", Map.of(POINT, "off")))
        .compose(open -> client.until(() -> allParked(stage)))
        .compose(parked -> client.rows("orchestrator", "/sagas"))
        .map(
            sagas ->
                List.of(
                    count(COMPENSATED, sagas, SagaState.COMPENSATED),
                    count(PARKED, sagas, SagaState.NEEDS_ATTENTION)));
  }

  private static Future<Boolean> waiting(Stage stage) {
    return stage.waitingAt("orchestrator", BEFORE_SHIPPING).map(waiting -> waiting == ORDERS);
  }

  private static Future<Boolean> allParked(Stage stage) {
    return stage
        .get("orchestrator", "/sagas/open")
        .map(reply -> reply.json().getLong("parked") == ORDERS);
  }

  private static Measure count(String name, List<JsonObject> sagas, SagaState state) {
    var named = state.name();
    return Measure.count(
            name, sagas.stream().filter(saga -> saga.getString("state").equals(named)).count())
        .from(sagas.size());
  }
}
