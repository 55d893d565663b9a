package io.distributedlab.week46;

import io.distributedlab.service.time.Clock;

/**
 * A hybrid logical clock: 48 bits of wall time in ms and 16 bits of a logical counter in one
 * number. It follows the wall clock while that is ahead of everything heard, and counts up from the
 * greatest counter heard while it is not, so a write always comes after what its coordinator knew.
 * A counter that is more than {@value #MOST_AHEAD_MS} ms ahead is not believed: one bad tag would
 * drag all clocks along.
 *
 * <p>Source: Kulkarni et al., "Logical Physical Clocks" (OPODIS 2014). When it fails: it knows only
 * what it has heard, so the first write of a node with a clock that is behind may still be too old.
 */
final class HybridClock implements Counters {
  static final int LOGICAL_BITS = 16;

  /** Of two clocks that are each a minute off, in opposite directions. */
  static final long MOST_AHEAD_MS = 120_000;

  private final Clock wall;
  private long last;

  HybridClock(Clock wall) {
    this.wall = wall;
  }

  @Override
  public long next() {
    last = Math.max(last + 1, wall.now().toEpochMilli() << LOGICAL_BITS);
    return last;
  }

  @Override
  public void heard(long counter) {
    if ((counter >> LOGICAL_BITS) - wall.now().toEpochMilli() <= MOST_AHEAD_MS) {
      last = Math.max(last, counter);
    }
  }

  /** The greatest counter used or heard. */
  long last() {
    return last;
  }
}
