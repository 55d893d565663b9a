package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * A load that is still under way when its lock or lease expires: another request becomes the
 * holder. Then the first one ends, and gives back or stores, while the second one loads.
 */
final class SlowHolder {
  private static final String POINT = "point." + Loader.BEFORE_READ;
  private static final List<String> HOLDERS = List.of("api-1", "api-2");

  private final Stage stage;
  private final Client client;

  SlowHolder(Stage stage, Variant strategy) {
    this.stage = stage;
    this.client = new Client(stage, strategy);
  }

  /** What the counters say afterwards. */
  Future<List<Measure>> measure(String name) {
    return client
        .forget()
        .compose(empty -> counters())
        .compose(
            before ->
                twoHolders()
                    .compose(over -> client.loads())
                    .compose(
                        loads -> counters().map(after -> measures(name, loads, before, after))));
  }

  private Future<?> twoHolders() {
    return client
        .faults(Map.of(POINT, "pause"))
        .map(paused -> client.get(HOLDERS.get(0), "hot"))
        .compose(
            first ->
                loading(1)
                    .map(held -> client.get(HOLDERS.get(1), "hot"))
                    .compose(
                        second ->
                            loading(2)
                                .compose(expired -> goOn(0, first))
                                .compose(ended -> goOn(1, second))));
  }

  /** The second one is there when the lock or lease of the first has expired. */
  private Future<Void> loading(int holders) {
    return client.until(() -> client.waitingAt(Loader.BEFORE_READ).map(n -> n == holders));
  }

  private Future<Reply> goOn(int holder, Future<Reply> request) {
    return stage.faults(HOLDERS.get(holder), Map.of(POINT, "off")).compose(open -> request);
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
