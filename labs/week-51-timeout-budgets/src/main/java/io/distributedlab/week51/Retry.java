package io.distributedlab.week51;

import io.distributedlab.service.http.Problem;
import java.time.Duration;
import java.util.Optional;

/** Whether a call that failed is made again. */
interface Retry {
  /**
   * Asked after each failure.
   *
   * @param failure what went wrong; status 504 when time was over
   * @param tries calls made so far for this request
   * @param remainingMs until the deadline
   * @param neededMs what an answer took lately, and a margin
   * @return how long to wait before the next call; empty when there is to be none
   */
  Optional<Duration> again(Problem failure, int tries, double remainingMs, double neededMs);
}
