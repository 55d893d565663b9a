package io.distributedlab.week46;

/**
 * Counts answers until k of n are successes, or no longer can be: decided at the k-th success, and
 * at the (n − k + 1)-th failure. What comes later changes nothing.
 */
final class KthSuccess {
  /** What is decided so far. */
  enum Verdict {
    OPEN,
    MET,
    OUT_OF_REACH
  }

  private final int needed;
  private int successes;
  private int outstanding;

  KthSuccess(int needed, int asked) {
    this.needed = needed;
    this.outstanding = asked;
  }

  void answered(boolean success) {
    outstanding--;
    if (success) {
      successes++;
    }
  }

  Verdict verdict() {
    if (successes >= needed) {
      return Verdict.MET;
    }
    return successes + outstanding < needed ? Verdict.OUT_OF_REACH : Verdict.OPEN;
  }

  int successes() {
    return successes;
  }

  int needed() {
    return needed;
  }

  boolean complete() {
    return outstanding == 0;
  }
}
