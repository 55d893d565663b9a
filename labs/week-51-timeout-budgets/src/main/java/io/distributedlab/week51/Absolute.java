package io.distributedlab.week51;

import io.distributedlab.service.http.Peer;
import io.distributedlab.service.knobs.KnobValues;
import io.distributedlab.service.time.Clock;
import java.time.Duration;

/**
 * {@link Enforce}, with the deadline on the wire as epoch milliseconds. Each hop compares it with
 * its own wall clock, so transit time counts, and so does every difference between two clocks: a
 * clock that is 400 ms ahead takes 400 ms from the budget, one that is behind adds them.
 */
final class Absolute extends Enforce {
  static final String HEADER = "X-Deadline-Timestamp-Ms";

  @Override
  public LocalDeadline deadline(Arrival arrival, KnobValues knobs, Clock clock) {
    var at = arrival.timestampMs();
    return at == null
        ? super.deadline(arrival, knobs, clock)
        : local(Duration.ofMillis(Math.max(0, at - clock.now().toEpochMilli())), knobs);
  }

  @Override
  public Peer tell(Peer next, Visit visit) {
    return next.header(HEADER, String.valueOf(timestamp(visit)));
  }

  @Override
  public Long timestamp(Visit visit) {
    var now = visit.station().service().clock().now();
    return now.plus(visit.deadline().remaining()).toEpochMilli();
  }
}
