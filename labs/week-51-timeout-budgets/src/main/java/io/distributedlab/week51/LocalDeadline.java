package io.distributedlab.week51;

import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one hop makes of the budget it receives:
 *
 * <pre>time left = min(received, max_budget_ms) − hop_allowance_ms</pre>
 *
 * <p>The allowance is for the way back: of two hops that wait for the same work, the inner one
 * gives up first, so its answer names the service that was late. Relative time does not depend on
 * clocks that agree. It does not see transit either, so the innermost hop stops late by at most the
 * sum of the one-way delays.
 *
 * @param received what the caller said or, when it said nothing, the default; null when this hop
 *     neither knows nor cares
 * @param left from the arrival until this hop must answer; negative when it is too late already;
 *     null without a deadline
 * @param clamped whether the caller asked for more than the maximum
 */
record LocalDeadline(@Nullable Duration received, @Nullable Duration left, boolean clamped) {
  /** No deadline, whatever the caller said. */
  static LocalDeadline none(@Nullable Duration received) {
    return new LocalDeadline(received, null, false);
  }

  /**
   * The formula above.
   *
   * @param received null when the caller said nothing
   * @param standard stands in for it then
   */
  static LocalDeadline of(
      @Nullable Duration received, Duration standard, Duration max, Duration allowance) {
    var said = received == null ? standard : received;
    var clamped = said.compareTo(max) > 0;
    return new LocalDeadline(said, (clamped ? max : said).minus(allowance), clamped);
  }

  /** The moment on the monotonic clock, if it is arrival now. */
  Deadline from(Clock clock) {
    return left == null ? Deadline.NONE : Deadline.in(left, clock);
  }
}
