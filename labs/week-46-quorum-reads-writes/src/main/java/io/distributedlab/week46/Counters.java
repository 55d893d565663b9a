package io.distributedlab.week46;

/** Where a coordinator takes the counters of its tags from. Belongs to one event loop. */
interface Counters {
  /** The next counter, for a write that begins now. */
  long next();

  /** Another node has used, or heard of, this counter. */
  void heard(long counter);
}
