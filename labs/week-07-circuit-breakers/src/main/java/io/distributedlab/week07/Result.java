package io.distributedlab.week07;

import java.time.Duration;

/**
 * The end of one call.
 *
 * @param took from sending to the answer, the failure or the timeout
 */
record Result(Outcome outcome, Duration took) {
  boolean slow(Duration limit) {
    return outcome.counts() && took.compareTo(limit) >= 0;
  }
}
