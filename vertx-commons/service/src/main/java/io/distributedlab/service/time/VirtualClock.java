package io.distributedlab.service.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A clock that stands still until it is advanced. Drives algorithms in unit tests and simulations.
 */
public final class VirtualClock implements Clock {
  private final Instant start;
  private long nanos;

  public VirtualClock(Instant start) {
    this.start = start;
  }

  /** Moves both clocks forward. */
  public void advance(Duration by) {
    nanos += by.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return start.plusNanos(nanos);
  }
}
