package io.distributedlab.week45;

import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Remembers what is open, and what is complete beyond the first of those. */
class OffsetTracker implements Tracker {
  private static final long NOTHING = -1;

  private final NavigableSet<Long> open = new TreeSet<>();
  private final NavigableSet<Long> beyond = new TreeSet<>();
  private long next = NOTHING;

  @Override
  public void take(long offset) {
    if (next == NOTHING) {
      next = offset;
    }
    open.add(offset);
  }

  @Override
  public void complete(long offset) {
    if (!open.remove(offset)) {
      return;
    }
    beyond.add(offset);
    var firstOpen = open.isEmpty() ? Long.MAX_VALUE : open.first();
    while (!beyond.isEmpty() && beyond.first() < firstOpen) {
      next = beyond.removeFirst() + 1;
    }
  }

  @Override
  public OptionalLong committable() {
    return next == NOTHING ? OptionalLong.empty() : OptionalLong.of(next);
  }

  @Override
  public int gap() {
    return beyond.size();
  }

  @Override
  public int memory() {
    return open.size() + beyond.size();
  }
}
