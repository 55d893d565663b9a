package io.distributedlab.week29;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How the orders of a load have ended. */
final class Outcomes {
  static final String COMPLETED = "orders completed";
  static final String COMPENSATED = "orders compensated";
  static final String ORPHANS = "orders charged for nothing";

  private Outcomes() {}

  static Future<List<Measure>> measure(PhaseRun run) {
    var client = new Client(run.stage());
    return client
        .quiet()
        .compose(over -> Future.all(client.orders(), client.invariants()))
        .map(all -> measures(all.resultAt(0), all.resultAt(1)));
  }

  private static List<Measure> measures(List<JsonObject> orders, JsonObject found) {
    long completed = orders.stream().filter(Invariants::completed).count();
    return List.of(
        Measure.count(COMPLETED, completed).from(orders.size()),
        Measure.count(COMPENSATED, orders.size() - completed).from(orders.size()),
        Measure.count(ORPHANS, found.getLong("orphans")).from(orders.size()));
  }
}
