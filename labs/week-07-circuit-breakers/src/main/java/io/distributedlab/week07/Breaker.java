package io.distributedlab.week07;

import java.util.Optional;

/**
 * Decides whether a call may go to a target, and learns from how calls end. Lives on one event
 * loop: no locks. Source of the pattern: Michael Nygard, "Release It!" (2007), chapter 5.
 */
interface Breaker {
  /** Leave to call, or nothing: then the caller is to be refused at once. */
  Optional<Permit> tryAcquire();

  /** Takes the permit back with the result of its call. Each permit comes back exactly once. */
  void onResult(Permit permit, Result result);

  /** Closes the circuit and forgets the past; results of calls under way will not count. */
  void reset(Reason why);

  /** Another client's circuit has changed its state. */
  default void hear(BreakerEvent event) {}

  Snapshot snapshot();
}
