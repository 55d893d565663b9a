package io.distributedlab.week52;

import io.distributedlab.service.http.Deadline;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * One copy of a request, as it is sent.
 *
 * @param number of the attempt, from 1
 * @param backend index of its backend
 * @param twin index of the backend that has the other copy, when the two are tied
 * @param delay after which the attempt before it counted as slow
 */
record Copy(
    Order order,
    int number,
    Race.Kind kind,
    int backend,
    OptionalInt twin,
    Duration delay,
    Deadline deadline) {
  static final String TWIN = "X-Twin";
}
