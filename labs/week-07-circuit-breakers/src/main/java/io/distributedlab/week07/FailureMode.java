package io.distributedlab.week07;

/** What is wrong with a backend. */
enum FailureMode {
  HEALTHY,
  /** Every request fails at once. */
  FAILING,
  /** Every request takes {@code slow_latency_ms}. */
  SLOW,
  /** A share {@code error_rate} of the requests fails. */
  PARTIAL,
  /** Requests that come in now are never answered. */
  HANG
}
