package io.distributedlab.week51;

import java.util.Optional;

/** What service-a answers when there is no time to ask service-b. Belongs to one event loop. */
interface PartialAnswer {
  /** Service-b has answered. */
  void remember(Downstream below);

  /**
   * Asked before each call of service-b.
   *
   * @param remainingMs until the deadline of service-a
   * @param neededMs what service-b and service-c took lately, and a margin
   * @return what stands in for its answer; empty when it is to be asked
   */
  Optional<Downstream> instead(double remainingMs, double neededMs);
}
