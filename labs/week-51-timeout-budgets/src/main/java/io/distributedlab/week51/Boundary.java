package io.distributedlab.week51;

import static io.distributedlab.week51.Week51Knobs.BUDGET;
import static io.distributedlab.week51.Week51Knobs.HOP_ALLOWANCE;
import static io.distributedlab.week51.Week51Knobs.MAX_BUDGET;

import io.distributedlab.service.http.Peer;
import io.distributedlab.service.knobs.KnobValues;
import io.distributedlab.service.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The remaining time travels with the call and shrinks at every hop. It is looked at where one
 * service hands over to another: on arrival, and after local work, before the next call. A call
 * waits no longer than what is left.
 *
 * <p>It fails to save what it seems to: work that has begun goes on to its end, and at a boundary
 * the deadline has passed only when the caller has already left. Source: gRPC documentation,
 * "Deadlines" (relative time on the wire, deducted hop by hop).
 */
class Boundary implements DeadlinePolicy {
  @Override
  public LocalDeadline deadline(Arrival arrival, KnobValues knobs, Clock clock) {
    return local(arrival.budget(), knobs);
  }

  static LocalDeadline local(@Nullable Duration received, KnobValues knobs) {
    return LocalDeadline.of(
        received, knobs.get(BUDGET), knobs.get(MAX_BUDGET), knobs.get(HOP_ALLOWANCE));
  }

  @Override
  public void check(Visit visit) {
    if (visit.phase() != Phase.QUEUED && visit.deadline().expired()) {
      throw Lateness.exceeded(visit);
    }
  }

  @Override
  public Duration patience(Visit visit) {
    return visit.deadline().remaining();
  }

  @Override
  public Peer tell(Peer next, Visit visit) {
    return next.within(visit.deadline());
  }
}
