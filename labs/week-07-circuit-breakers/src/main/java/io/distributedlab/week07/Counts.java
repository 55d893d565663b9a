package io.distributedlab.week07;

/**
 * What a window holds.
 *
 * @param calls results in the window
 * @param failed of them, those that failed
 * @param slow of them, those that took too long, failed or not
 */
record Counts(int calls, int failed, int slow) {
  static final Counts NONE = new Counts(0, 0, 0);

  /** Failed calls, in percent; 0 without calls. */
  double failureRate() {
    return calls == 0 ? 0 : 100.0 * failed / calls;
  }

  /** Slow calls, in percent; 0 without calls. */
  double slowRate() {
    return calls == 0 ? 0 : 100.0 * slow / calls;
  }
}
