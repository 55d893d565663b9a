package io.distributedlab.week07;

/** State of a circuit. */
enum State {
  /** Calls pass and are watched. */
  CLOSED(0),
  /** Some calls pass, to find out whether the target has recovered. */
  HALF_OPEN(1),
  /** No call passes until the open time is over. */
  OPEN(2);

  private final int level;

  State(int level) {
    this.level = level;
  }

  /** What the gauge {@code lab07.state} shows. */
  int level() {
    return level;
  }
}
