package io.distributedlab.week46;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;

/**
 * Writes a value that all replicas have, then a newer one that W of them have for now, and reads R
 * of them before the others get it. A round that took so long that they may have it is left out.
 */
final class StaleReads {
  private static final int KEYS = 400;
  private static final int LANES = 20;

  private final Client settled;
  private final Client targeted;
  private final long lagNanos;
  private int rounds;
  private int stale;

  private StaleReads(PhaseRun run, long lagNanos) {
    this.targeted = new Client(run.stage(), "coordinator-1", Strategy.TARGETED);
    this.settled = targeted.with(Strategy.WAIT_ALL);
    this.lagNanos = lagNanos;
  }

  static Future<Measure> measure(PhaseRun run, int lagMs, Quorum quorum) {
    var reads = new StaleReads(run, lagMs * 1_000_000L);
    var pair = "(%d,%d)".formatted(quorum.r(), quorum.w());
    var keys = "stale-%d-%d-".formatted(quorum.r(), quorum.w());
    return Acts.quorum(quorum)
        .work()
        .apply(run.stage())
        .compose(set -> Lanes.run(KEYS, LANES, i -> reads.round(keys + i)))
        .map(
            done ->
                Measure.share("stale " + pair, reads.stale / (double) reads.rounds)
                    .predicted(quorum.staleProbability())
                    .from(reads.rounds));
  }

  private Future<?> round(String key) {
    return settled.put(key, "old").compose(old -> overwrite(key));
  }

  private Future<?> overwrite(String key) {
    long began = System.nanoTime();
    return targeted
        .put(key, "new")
        .compose(
            written ->
                targeted
                    .get(key)
                    .onSuccess(read -> count(written, read, System.nanoTime() - began)));
  }

  private void count(Reply written, Reply read, long nanos) {
    if (nanos < lagNanos) {
      rounds++;
      stale += Client.version(written).newerThan(Client.version(read)) ? 1 : 0;
    }
  }
}
