package io.distributedlab.week07;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A breaker as it is now.
 *
 * @param failures failures that count towards opening; of a breaker without a limit, all so far
 * @param successes successes beside them
 * @param window the recent past, {@link Counts#NONE} for a breaker that has no window
 * @param reopened how many times in a row it has opened
 * @param remaining time until it lets a probe through
 */
record Snapshot(
    String target,
    State state,
    long generation,
    int failures,
    int successes,
    Counts window,
    int reopened,
    Duration remaining,
    @Nullable Instant lastFailure,
    Instant lastChange) {
  /** In ms, rounded up: when so much time has passed, a probe may pass. */
  long remainingMs() {
    return ceilMs(remaining);
  }

  static long ceilMs(Duration time) {
    return (time.toNanos() + 999_999) / 1_000_000;
  }
}
