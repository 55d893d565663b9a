package io.distributedlab.week07;

import static io.distributedlab.week07.Week07Knobs.FAILURE_RATE;
import static io.distributedlab.week07.Week07Knobs.FAILURE_THRESHOLD;
import static io.distributedlab.week07.Week07Knobs.MIN_CALLS;
import static io.distributedlab.week07.Week07Knobs.OPEN;
import static io.distributedlab.week07.Week07Knobs.PERMITS;
import static io.distributedlab.week07.Week07Knobs.SLOW;
import static io.distributedlab.week07.Week07Knobs.SLOW_RATE;
import static io.distributedlab.week07.Week07Knobs.SUCCESS_THRESHOLD;
import static io.distributedlab.week07.Week07Knobs.THROTTLE_K;
import static io.distributedlab.week07.Week07Knobs.TIMEOUT;
import static io.distributedlab.week07.Week07Knobs.TIMEOUT_SECONDS;
import static io.distributedlab.week07.Week07Knobs.WINDOW_SIZE;
import static io.distributedlab.week07.Week07Knobs.WINDOW_TYPE;

import io.distributedlab.service.knobs.KnobValues;
import java.time.Duration;

/**
 * The knobs of {@link Week07Knobs} that belong together: one consistent set for a breaker's life.
 *
 * @param openFor open time of {@link ConsecutiveBreaker}
 * @param failureRate percent, as {@code slowRate}
 * @param slow from how long on a call is slow
 * @param open first open time of {@link WindowBreaker}
 * @param timeout of one call
 */
record BreakerSettings(
    int failureThreshold,
    int successThreshold,
    Duration openFor,
    Window.Type windowType,
    int windowSize,
    int minCalls,
    int failureRate,
    int slowRate,
    Duration slow,
    Duration open,
    int permits,
    Duration timeout,
    double throttleK) {
  static BreakerSettings of(KnobValues values) {
    return new BreakerSettings(
        values.get(FAILURE_THRESHOLD),
        values.get(SUCCESS_THRESHOLD),
        Duration.ofSeconds(values.get(TIMEOUT_SECONDS)),
        values.get(WINDOW_TYPE),
        values.get(WINDOW_SIZE),
        values.get(MIN_CALLS),
        values.get(FAILURE_RATE),
        values.get(SLOW_RATE),
        values.get(SLOW),
        values.get(OPEN),
        values.get(PERMITS),
        values.get(TIMEOUT),
        values.get(THROTTLE_K));
  }
}
