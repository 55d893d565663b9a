package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A herd on a key that nobody has: no load reads before all requests are there, so that the number
 * of loads owes nothing to luck.
 */
final class ColdKey {
  static final int HERD = 100;

  private static final String POINT = "point." + Loader.BEFORE_READ;

  private final Client client;
  private final int expected;

  /**
   * @param expected how many loads there should be
   */
  ColdKey(Stage stage, Variant strategy, int expected) {
    this.client = new Client(stage, strategy);
    this.expected = expected;
  }

  Future<List<Measure>> measure(String name) {
    return client
        .forget()
        .compose(empty -> client.faults(Map.of(POINT, "pause")))
        .compose(closed -> herd())
        .compose(answered -> client.loads())
        .map(
            loads ->
                List.of(
                    Measure.count(name + ", loads", (long) loads.startsMs().size())
                        .predicted(expected)
                        .from(HERD)));
  }

  private Future<?> herd() {
    var requests =
        IntStream.range(0, HERD)
            .mapToObj(i -> client.get(Owners.NAMES.get(i % Owners.NAMES.size()), "hot"))
            .toList();
    return client
        .until(this::assembled)
        .compose(there -> client.faults(Map.of(POINT, "off")))
        .compose(open -> Future.all(requests));
  }

  private Future<Boolean> assembled() {
    return client
        .metric("lab_inflight")
        .compose(
            there ->
                there < HERD
                    ? Future.succeededFuture(false)
                    : client.waitingAt(Loader.BEFORE_READ).map(loads -> loads >= expected));
  }
}
