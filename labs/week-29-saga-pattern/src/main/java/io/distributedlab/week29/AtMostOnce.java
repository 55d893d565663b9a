package io.distributedlab.week29;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** How often a participant has executed its commands, by the money that they have moved. */
final class AtMostOnce {
  static final String TWICE = "orders charged twice";
  static final String OFF = "other orders whose money is off";
  static final String OPEN = "orders not completed";

  private static final String POINT = "point." + PaymentVerticle.CHARGED;
  private static final int FAILING = 10;

  private AtMostOnce() {}

  /** After a load of orders of which some commands came twice at once. */
  static Future<List<Measure>> twiceAtOnce(PhaseRun run) {
    var client = new Client(run.stage());
    return client
        .quiet()
        .compose(over -> client.invariants())
        .map(found -> List.of(Measure.count(TWICE, found.getLong("duplicates"))));
  }

  /** Single commands from now on, of which the first fail before they are committed. */
  static Future<List<Measure>> failingAtFirst(PhaseRun run) {
    var client = new Client(run.stage());
    return run.stage()
        .faults("payment", Map.of("duplicate", 0, POINT, "fail", POINT + ".count", FAILING))
        .compose(armed -> client.orders(FAILING, Variant.YOURS))
        .compose(placed -> client.quiet())
        .compose(over -> Future.all(client.orders(), client.invariants()))
        .map(all -> measures(all.resultAt(0), all.resultAt(1)));
  }

  private static List<Measure> measures(List<JsonObject> orders, JsonObject found) {
    long completed = orders.stream().filter(Invariants::completed).count();
    return List.of(
        Measure.count(OFF, found.getLong("money") - found.getLong("duplicates")),
        Measure.count(OPEN, orders.size() - completed));
  }
}
