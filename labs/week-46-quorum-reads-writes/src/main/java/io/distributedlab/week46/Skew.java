package io.distributedlab.week46;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * The clock of coordinator-2 is two seconds behind. Values written through coordinator-1 are
 * overwritten through coordinator-2, which acknowledges, and read.
 */
final class Skew {
  static final int KEYS = 50;
  private static final int LANES = 10;

  private final Stage stage;

  Skew(Stage stage) {
    this.stage = stage;
  }

  Future<List<Measure>> measure() {
    return invisible("wall", Strategy.FIRST_K, KEYS)
        .compose(
            wall ->
                invisible("hlc", Strategy.FIRST_K, 1)
                    .compose(
                        hlc ->
                            invisible("hlc", Strategy.ABD, 0).map(abd -> List.of(wall, hlc, abd))));
  }

  /**
   * How many acknowledged writes are not what a later read returns. The second writes come one
   * after the other, so that a hybrid clock can learn from the answer to the first.
   */
  private Future<Measure> invisible(String clock, Strategy strategy, int predicted) {
    var first = new Client(stage, "coordinator-1", Strategy.WAIT_ALL);
    var second = new Client(stage, "coordinator-2", strategy);
    var name = strategy == Strategy.ABD ? "abd" : clock;
    return stage
        .knobs(Acts.ENTRY, Map.of("clock", clock))
        .compose(set -> Lanes.run(KEYS, LANES, i -> first.put(key(name, i), "first")))
        .compose(
            old ->
                Lanes.count(
                    KEYS, 1, i -> second.put(key(name, i), "second").map(r -> r.status() == 200)))
        .compose(acknowledged -> unseen(name, acknowledged, first.with(strategy)))
        .map(
            unseen ->
                Measure.count("acknowledged, but invisible: " + name, unseen)
                    .predicted(predicted)
                    .from(KEYS));
  }

  private static Future<Integer> unseen(String name, int acknowledged, Client reader) {
    return Lanes.count(
            KEYS,
            LANES,
            i -> reader.get(key(name, i)).map(r -> "second".equals(r.json().getString("value"))))
        .map(seen -> acknowledged - seen);
  }

  private static String key(String name, int item) {
    return "skew-" + name + "-" + item;
  }
}
