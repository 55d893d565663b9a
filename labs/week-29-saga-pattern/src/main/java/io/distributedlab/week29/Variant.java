package io.distributedlab.week29;

/** How an order becomes a saga. */
enum Variant {
  /** Orchestrated from memory: one attempt, and what timed out counts as not done. */
  NAIVE,
  /** Orchestrated from a log in PostgreSQL, with idempotent commands and retried compensation. */
  DURABLE,
  /** As {@link #DURABLE}, and nobody sees the order confirmed before the saga is past its pivot. */
  DURABLE_LOCK,
  /** Events between participants, each with an outbox and an inbox. */
  CHOREOGRAPHY,
  /** Events that are published after the commit, and forgotten. */
  CHOREOGRAPHY_BUS,
  /**
   * The one of the exercises: {@link #DURABLE_LOCK} with the steps of {@link YourSaga}, and
   * payments by {@link YourContract}.
   */
  YOURS;

  boolean orchestrated() {
    return this == NAIVE || durable();
  }

  /** Whether the saga is in a log. */
  boolean durable() {
    return this == DURABLE || this == DURABLE_LOCK || this == YOURS;
  }
}
