package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.SplittableRandom;

/** The least β with two loads per expiry, and what it costs: looked for in virtual time. */
final class LeastBeta {
  static final String BETA = "least beta with two loads per expiry";
  static final String LEAD = "time before the expiry at which the first of them begins";

  private static final double LOADS = 2;
  private static final int LIVES = 4000;
  private static final int HALVINGS = 8;

  private LeastBeta() {}

  static Future<List<Measure>> measure(PhaseRun run) {
    return Vertx.currentContext().owner().executeBlocking(() -> measure(run.seed()));
  }

  /** The same lives for every β: so more of it never means more loads, but for luck. */
  private static List<Measure> measure(long seed) {
    double low = 0.5;
    double high = 5;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      boolean enough = lives(middle, seed).loadsPerLife() <= LOADS;
      low = enough ? low : middle;
      high = enough ? middle : high;
    }
    return List.of(Measure.count(BETA, high), Measure.ms(LEAD, lives(high, seed).leadMs()));
  }

  private static Cycles lives(double beta, long seed) {
    var random = new SplittableRandom(seed);
    return Cycles.run(LIVES, Steady.PER_SECOND / 1e3, Steady.DELTA_MS, beta, random);
  }
}
