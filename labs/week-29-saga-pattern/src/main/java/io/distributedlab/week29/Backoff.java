package io.distributedlab.week29;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Full jitter: {@code U(0, min(cap, base * 2^attempt))}, attempts counted from 0. Source: Marc
 * Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
 */
record Backoff(Duration base, Duration cap, RandomGenerator random) {
  private static final int MOST_DOUBLINGS = 20;

  Duration delay(int attempt) {
    long doubled = base.toMillis() << Math.min(attempt, MOST_DOUBLINGS);
    return Duration.ofMillis(Math.round(random.nextDouble() * Math.min(cap.toMillis(), doubled)));
  }
}
