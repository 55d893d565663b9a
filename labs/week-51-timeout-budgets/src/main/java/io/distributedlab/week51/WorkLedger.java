package io.distributedlab.week51;

import io.distributedlab.service.time.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much work a service did while the client still waited, and how much after it had stopped: the
 * counters {@code work.ms} with {@code when=before} and {@code when=after}. Work is booked as it
 * ended, also when it was aborted, and without the time it waited for a slot. When the client does
 * not say when it stops waiting, all of it is before.
 */
final class WorkLedger {
  /** Work split at the moment the client left, in ns. */
  record Split(long before, long after) {
    /** Splits the work from {@code start} to {@code end}; all three on one clock. */
    static Split at(long departure, long start, long end) {
      var before = Math.clamp(departure - start, 0, end - start);
      return new Split(before, end - start - before);
    }
  }

  private final Clock clock;
  private final Counter before;
  private final Counter after;

  /**
   * @param clock not skewed: this is bookkeeping, not part of what is shown
   */
  WorkLedger(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    this.before = meters.counter("work.ms", "when", "before");
    this.after = meters.counter("work.ms", "when", "after");
  }

  /**
   * Books work that began at {@code start} of the monotonic clock and has just ended.
   *
   * @param truthMs when the client stops waiting, in epoch ms
   */
  void book(long start, @Nullable Long truthMs) {
    var end = clock.nanos();
    var split =
        truthMs == null ? new Split(end - start, 0) : Split.at(onMonotonic(truthMs), start, end);
    before.increment(split.before / 1e6);
    after.increment(split.after / 1e6);
  }

  private long onMonotonic(long epochMs) {
    var fromNow = Duration.between(clock.now(), Instant.ofEpochMilli(epochMs));
    return clock.nanos() + fromNow.toNanos();
  }
}
