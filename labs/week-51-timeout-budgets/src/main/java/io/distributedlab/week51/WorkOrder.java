package io.distributedlab.week51;

import org.jspecify.annotations.Nullable;

/**
 * Asks service-c for its part over the event bus. The relative budget travels beside it, in the
 * message header that every request of the bus has.
 *
 * @param id names the order in a {@link Cancellation}
 */
record WorkOrder(
    String id, String variant, @Nullable Long timestampMs, @Nullable Long truthMs, boolean probe) {
  static final String ADDRESS = "deadline.c.work";

  /** Nobody waits for this order any more. Best effort: the bus itself cancels nothing. */
  record Cancellation(String id) {
    static final String ADDRESS = "deadline.c.cancel";
  }
}
