package io.distributedlab.week45;

import java.util.OptionalLong;

/**
 * What of one partition is complete. Records complete in any order, but a commit says "everything
 * before this": so only the contiguous prefix may be committed, and what is complete beyond the
 * first gap has to wait. Offsets need not be consecutive: a compacted or transactional topic has
 * holes. Belongs to one event loop.
 */
interface Tracker {
  /** A record was taken; offsets come in ascending order. */
  void take(long offset);

  /** A record that was taken is complete: processed, or put aside for good. */
  void complete(long offset);

  /** The next offset to be read by whoever comes after; empty before the first record. */
  OptionalLong committable();

  /** How many are complete and must not be committed, because one before them is not. */
  int gap();

  /** Offsets that are remembered. */
  int memory();
}
