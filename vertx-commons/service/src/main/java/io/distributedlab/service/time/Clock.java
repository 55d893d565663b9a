package io.distributedlab.service.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The two clocks of a service. {@link #nanos()} only ever moves forward and measures durations;
 * {@link #now()} is the wall clock, which people and skew can set.
 */
public interface Clock {
  /** Monotonic time in ns; only differences mean something. */
  long nanos();

  /** Wall-clock time. */
  Instant now();

  /** The clocks of this machine. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }

  /** This clock with its wall time moved by what {@code offset} says at the moment of reading. */
  default Clock skewed(java.util.function.Supplier<Duration> offset) {
    var base = this;
    return new Clock() {
      @Override
      public long nanos() {
        return base.nanos();
      }

      @Override
      public Instant now() {
        return base.now().plus(offset.get());
      }
    };
  }
}
