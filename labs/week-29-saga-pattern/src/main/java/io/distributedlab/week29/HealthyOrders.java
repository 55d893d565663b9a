package io.distributedlab.week29;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.util.List;

/** What an order costs the databases of all services when nothing goes wrong. */
record HealthyOrders(Variant variant) {
  private static final int ORDERS = 20;

  /** The name of the measure. */
  static String price(Variant variant) {
    return "write transactions per order, " + Knob.wireName(variant);
  }

  Future<List<Measure>> measure(PhaseRun run) {
    var client = new Client(run.stage());
    return client
        .writes()
        .compose(
            before ->
                client
                    .orders(ORDERS, variant)
                    .compose(placed -> client.quiet())
                    .compose(over -> client.writes())
                    .map(after -> List.of(perOrder(after - before))));
  }

  private Measure perOrder(long writes) {
    return Measure.count(price(variant), writes / (double) ORDERS).from(ORDERS);
  }
}
