package io.distributedlab.week52;

import java.time.Duration;
import java.util.Collection;

/** Whose turn it is among the backends. */
interface Rotation {
  /**
   * A first attempt took this long, or had when it was cancelled.
   *
   * @param backend index of its backend
   */
  void observe(int backend, Duration firstAttempt);

  /** The backend of a first attempt. */
  int first(BackendSelector backends);

  /** The backend of one more attempt, one that is not among those tried. */
  int another(BackendSelector backends, Collection<Integer> tried);
}
