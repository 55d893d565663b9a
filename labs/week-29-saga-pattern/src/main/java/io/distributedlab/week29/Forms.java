package io.distributedlab.week29;

import java.util.List;
import java.util.UUID;

/** What participants are asked, as JSON. */
final class Forms {
  record Reserve(UUID sagaId, String orderId, List<Item> items) {}

  record Commit(UUID sagaId, UUID reservationId) {}

  /**
   * @param amount in cents
   */
  record Charge(UUID sagaId, String orderId, String customerId, long amount) {}

  /**
   * @param amount in cents
   */
  record Points(UUID sagaId, String customerId, long amount) {}

  record Ship(UUID sagaId, String orderId, String customerId) {}

  /** Names a command, not what it has made: so it can be asked before the answer is known. */
  record Cancel(UUID sagaId, UUID cmdId) {}

  record Decide(UUID sagaId, String orderId) {}

  record FailRate(double rate) {}

  private Forms() {}
}
