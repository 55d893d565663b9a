package io.distributedlab.week12;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a value is fresh: T(1 + U(−j, +j)) ms, so that values which were written together do not
 * expire together.
 */
final class Ttl {
  private Ttl() {}

  /**
   * @param jitter j, from 0 to less than 1
   */
  static long millis(Duration ttl, double jitter, RandomGenerator random) {
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Math.max(1, Math.round(ttl.toMillis() * factor));
  }
}
