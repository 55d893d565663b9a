package io.distributedlab.week46;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * A hundred keys miss two of their five homes, because the links to them are cut. The links heal,
 * and every key is read once with the strategy {@code yours}: is it the same everywhere then? After
 * that every key is read twice more, when there is nothing left to mend. The writes of the last
 * round are counted; in the one before it, acknowledgements may still come of what was mended.
 */
final class Mending {
  static final String BEHIND = "entries that are still missing";
  static final String WRITES = "writes when all is well";

  private static final int KEYS = 100;
  private static final int LANES = 8;
  private static final List<String> MISSED = List.of("replica-4", "replica-5");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Stage stage;
  private final Client client;

  Mending(Stage stage) {
    this.stage = stage;
    this.client = new Client(stage, Acts.ENTRY, Strategy.YOURS);
  }

  Future<List<Measure>> measure() {
    return Acts.link(stage, Acts.ENTRY, MISSED, "cut")
        .compose(cut -> Lanes.run(KEYS, LANES, i -> client.put(key(i), "v")))
        .compose(written -> Acts.link(stage, Acts.ENTRY, MISSED, "pass"))
        .compose(healed -> readAll())
        .compose(read -> mended())
        .compose(waited -> missing())
        .compose(
            missing ->
                readAll()
                    .compose(read -> writesOfAnotherRound())
                    .map(
                        writes ->
                            List.of(
                                Measure.count(BEHIND, missing), Measure.count(WRITES, writes))));
  }

  /** Mending goes on behind the reads; if nobody mends there is nothing to wait for. */
  private Future<Boolean> mended() {
    return stage.becomesTrue(PATIENCE, () -> missing().map(left -> left == 0));
  }

  private Future<Void> readAll() {
    return Lanes.run(KEYS, LANES, i -> client.get(key(i)));
  }

  private Future<Long> writesOfAnotherRound() {
    return writes()
        .compose(before -> readAll().compose(read -> writes()).map(after -> after - before));
  }

  /** Acknowledged by replicas so far. */
  private Future<Long> writes() {
    return stage
        .scrape(Acts.ENTRY)
        .map(scrape -> Math.round(scrape.sum("quorum_replica_reply_total", "op", "write")));
  }

  private Future<Long> missing() {
    return Future.all(MISSED.stream().map(this::held).toList())
        .map(
            all ->
                (long) KEYS * MISSED.size()
                    - all.<Long>list().stream().mapToLong(Long::longValue).sum());
  }

  private Future<Long> held(String replica) {
    return stage
        .get(replica, "/data")
        .map(
            reply ->
                reply.json().getJsonArray("entries").stream()
                    .filter(entry -> entry.toString().contains("\"mending-"))
                    .count());
  }

  private static String key(int item) {
    return "mending-" + item;
  }
}
