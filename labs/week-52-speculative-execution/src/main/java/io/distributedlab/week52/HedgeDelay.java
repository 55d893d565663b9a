package io.distributedlab.week52;

import java.time.Duration;

/** How long a request waits for its first attempt before it gets another. */
interface HedgeDelay {
  /**
   * A first attempt took this long, or had when it was cancelled.
   *
   * @param backend index of its backend
   */
  void observe(int backend, Duration firstAttempt);

  Duration current();
}
