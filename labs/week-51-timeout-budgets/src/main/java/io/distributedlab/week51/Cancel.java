package io.distributedlab.week51;

/**
 * {@link Enforce}, and the caller's departure ends the visit at once: a reset stream, a closed
 * connection or a cancel message aborts local work and takes back the outgoing call, which is a
 * departure for the next hop. It is for callers that leave before their deadline.
 */
class Cancel extends Enforce {
  @Override
  public void guard(Visit visit) {
    super.guard(visit);
    visit.onDeparture(() -> visit.abort(Lateness.cancelled()));
  }
}
