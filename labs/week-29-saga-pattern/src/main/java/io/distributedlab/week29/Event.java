package io.distributedlab.week29;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a saga, told to the one participant that reacts to it.
 *
 * @param eventId the same however often it is delivered
 * @param payload the order, and what participants have added so far
 */
record Event(
    UUID eventId,
    UUID sagaId,
    String type,
    Map<String, Object> payload,
    @Nullable String traceparent) {
  /**
   * The address of events that are acknowledged. Each type has one consumer: a request goes to one
   * consumer of its address only.
   */
  static String address(String type) {
    return "saga." + type;
  }

  /** The address of events that are published and forgotten. */
  static String lossyAddress(String type) {
    return "saga.lossy." + type;
  }
}
