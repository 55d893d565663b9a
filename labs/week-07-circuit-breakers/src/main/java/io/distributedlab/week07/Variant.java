package io.distributedlab.week07;

/** How the client protects itself and its backends: the knob {@code policy}. */
enum Variant {
  /** A request timeout and nothing else. */
  NONE,
  /** Opens after failures in a row. Naive: unlimited probes, results of the past count. */
  CONSECUTIVE,
  /** Opens on a failure rate or a slow rate over a window; bounded probes, generations. */
  WINDOW,
  /** The breaker that comes with Vert.x. */
  VERTX,
  /** No states: rejects with a probability that follows the share of accepted requests. */
  THROTTLE,
  /** {@link #WINDOW} for each backend; the balancer passes over those that are open. */
  PER_INSTANCE,
  /** {@link #PER_INSTANCE}, and clients tell each other what they have opened. */
  GOSSIP,
  /** The one to be written in the exercises. */
  YOURS
}
