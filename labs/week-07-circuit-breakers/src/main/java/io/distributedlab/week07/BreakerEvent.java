package io.distributedlab.week07;

/**
 * A transition as all clients hear of it over the event bus. Delivery is at most once: whoever
 * misses it learns by itself.
 *
 * @param instance the client whose circuit it is
 * @param generation number of the new state, rising within an instance
 * @param at wall-clock time in ms since 1970
 * @param remainingMs how long the circuit stays open from now; clocks of clients need not agree
 */
record BreakerEvent(
    String instance,
    String target,
    State from,
    State to,
    Reason reason,
    long generation,
    long at,
    long remainingMs) {
  static final String ADDRESS = "lab07.breaker.events";
}
