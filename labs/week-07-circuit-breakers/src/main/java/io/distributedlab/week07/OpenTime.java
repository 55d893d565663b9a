package io.distributedlab.week07;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a circuit stays open, in ms: d = base · 2^(n − 1) for the n-th time in a row, at most 30
 * s (or base, if that is more), and then ± 20 % jitter, so that many clients do not probe a target
 * together. Source of the jitter: Marc Brooker, "Exponential Backoff and Jitter" (2015).
 */
record OpenTime(Duration base, RandomGenerator random) {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final double JITTER = 0.2;

  Duration next(int timesInARow) {
    var longest = Math.max(LONGEST.toNanos(), base.toNanos());
    var grown = Math.min((double) longest, (double) base.toNanos() * Math.pow(2, timesInARow - 1));
    return Duration.ofNanos(Math.round(grown * random.nextDouble(1 - JITTER, 1 + JITTER)));
  }
}
