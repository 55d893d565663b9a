package io.distributedlab.week45;

import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What of one partition is complete. Records complete in any order, but a commit says "everything
 * before this": so only the contiguous prefix may be committed, and what is complete beyond the
 * first gap has to wait. Offsets need not be consecutive: a compacted or transactional topic has
 * holes. Exercise 4 is to write this class. Pure; belongs to one event loop.
 */
class OffsetTracker {
  private static final long NOTHING = -1;

  private final NavigableSet<Long> open = new TreeSet<>();
  private final NavigableSet<Long> beyond = new TreeSet<>();
  private long next = NOTHING;

  /** A record was taken; offsets come in ascending order. */
  void take(long offset) {
    if (next == NOTHING) {
      next = offset;
    }
    open.add(offset);
  }

  /** A record that was taken is complete: processed, or put aside for good. */
  void complete(long offset) {
    if (!open.remove(offset)) {
      return;
    }
    beyond.add(offset);
    var firstOpen = open.isEmpty() ? Long.MAX_VALUE : open.first();
    while (!beyond.isEmpty() && beyond.first() < firstOpen) {
      next = beyond.removeFirst() + 1;
    }
  }

  /** The next offset to be read by whoever comes after; empty before the first record. */
  OptionalLong committable() {
    return next == NOTHING ? OptionalLong.empty() : OptionalLong.of(next);
  }

  /** How many are complete and must not be committed, because one before them is not. */
  int gap() {
    return beyond.size();
  }

  /** Offsets that are remembered. */
  int memory() {
    return open.size() + beyond.size();
  }
}
