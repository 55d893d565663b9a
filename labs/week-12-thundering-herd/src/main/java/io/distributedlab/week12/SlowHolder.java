package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import java.util.List;

/** A load takes longer than its lock or lease lives: a second holder begins before it has ended. */
final class SlowHolder {
  private final Client client;

  SlowHolder(Stage stage, Variant strategy) {
    this.client = new Client(stage, strategy);
  }

  /** Two requests at once, at two instances; then what the counters say. */
  Future<List<Measure>> measure(String name) {
    return client
        .forget()
        .compose(empty -> counters())
        .compose(
            before ->
                Future.all(client.get("api-1", "hot"), client.get("api-2", "hot"))
                    .compose(answered -> client.loads())
                    .compose(loads -> counters().map(after -> measures(name, loads, before, after))));
  }

  private Future<List<Double>> counters() {
    return Future.all(
            client.metric("cache_lock_total", "result", "wrong"),
            client.metric("cache_lease_total", "result", "stored"),
            client.metric("cache_lease_total", "result", "rejected"))
        .map(all -> all.<Double>list());
  }

  private static List<Measure> measures(
      String name, LoadTimes loads, List<Double> before, List<Double> after) {
    return List.of(
        Measure.count(name + ", loads", (long) loads.startsMs().size()).predicted(2),
        Measure.count(name + ", locks of others deleted", after.get(0) - before.get(0)),
        Measure.count(name + ", values stored under a lease", after.get(1) - before.get(1)),
        Measure.count(name + ", values rejected", after.get(2) - before.get(2)));
  }
}
