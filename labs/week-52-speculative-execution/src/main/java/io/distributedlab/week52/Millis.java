package io.distributedlab.week52;

import java.time.Duration;

/** Durations as answers and logs show them: milliseconds with three decimals. */
final class Millis {
  private Millis() {}

  static double of(Duration duration) {
    return ofNanos(duration.toNanos());
  }

  static double ofNanos(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}
