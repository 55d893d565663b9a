package io.distributedlab.week52;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How copies of one request are made: all that the variants differ in. What it says by default is
 * one attempt, round robin. Belongs to one event loop and serves all requests.
 */
interface Strategy {
  /** A request came. */
  default void admit() {}

  /** Most attempts beyond the first. */
  default int extra() {
    return 0;
  }

  /** How long after one attempt the next one is made, if nothing has succeeded by then. */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** The backend of the first attempt. */
  default int first(BackendSelector backends) {
    return backends.next();
  }

  /** The backend of one more attempt, always a different one, or why there is none. */
  default Choice another(BackendSelector backends, Trail trail) {
    return Choice.at(backends.untried(trail.tried()));
  }

  /** The backend of the second copy, when the first must know of it. */
  default OptionalInt twin(BackendSelector backends, int first) {
    return OptionalInt.empty();
  }

  /**
   * A first attempt took this long, or had when it was cancelled.
   *
   * @param backend its index
   */
  default void observe(int backend, Duration firstAttempt) {}
}
