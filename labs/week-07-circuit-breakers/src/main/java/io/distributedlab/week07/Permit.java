package io.distributedlab.week07;

/**
 * Leave to make one call. Its result counts once, and only for the generation that gave it: a
 * timeout and a late answer may both come back with the same permit.
 */
final class Permit {
  private final long generation;
  private final boolean probe;
  private boolean spent;

  Permit(long generation, boolean probe) {
    this.generation = generation;
    this.probe = probe;
  }

  /** Which state of the circuit gave it. */
  long generation() {
    return generation;
  }

  /** Whether the call is to find out if the target has recovered. */
  boolean probe() {
    return probe;
  }

  /** True the first time. */
  boolean spend() {
    var first = !spent;
    spent = true;
    return first;
  }
}
