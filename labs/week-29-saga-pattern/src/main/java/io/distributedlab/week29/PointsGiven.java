package io.distributedlab.week29;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who has points, and who should have. */
final class PointsGiven {
  static final String WRONG = "orders completed without points, or with more than once";
  static final String GIFTS = "orders with points that are not completed";
  static final String OPEN = "sagas that never ended";

  private PointsGiven() {}

  static Future<List<Measure>> measure(PhaseRun run) {
    var client = new Client(run.stage());
    return client
        .quiet()
        .compose(over -> Future.all(client.orders(), client.rows("payment", "/points")))
        .map(all -> measures(all.resultAt(0), times(all.resultAt(1))));
  }

  private static Map<String, Integer> times(List<JsonObject> points) {
    return points.stream()
        .collect(Collectors.toMap(row -> row.getString("saga_id"), row -> row.getInteger("times")));
  }

  private static List<Measure> measures(List<JsonObject> orders, Map<String, Integer> times) {
    return List.of(
        count(WRONG, orders, order -> Invariants.completed(order) && given(order, times) != 1),
        count(GIFTS, orders, order -> !Invariants.completed(order) && given(order, times) != 0),
        count(OPEN, orders, order -> !order.getBoolean("closed")));
  }

  private static int given(JsonObject order, Map<String, Integer> times) {
    return times.getOrDefault(order.getString("saga_id"), 0);
  }

  private static Measure count(String name, List<JsonObject> orders, Predicate<JsonObject> which) {
    return Measure.count(name, orders.stream().filter(which).count()).from(orders.size());
  }
}
