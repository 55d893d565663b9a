package io.distributedlab.week46;

import io.distributedlab.service.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoField;

/**
 * Counters read off the wall clock, in the same unit as {@link HybridClock}: milliseconds shifted
 * by 16 bits, and microseconds below. When it fails: a node whose clock is behind writes values
 * that are older than what is there, and so invisible, however many replicas acknowledge them.
 */
record WallClock(Clock clock) implements Counters {
  @Override
  public long next() {
    return counter(clock.now());
  }

  @Override
  public void heard(long counter) {}

  static long counter(Instant now) {
    return (now.toEpochMilli() << HybridClock.LOGICAL_BITS)
        | (now.get(ChronoField.MICRO_OF_SECOND) % 1000);
  }
}
