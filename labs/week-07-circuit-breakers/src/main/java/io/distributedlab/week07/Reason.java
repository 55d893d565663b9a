package io.distributedlab.week07;

/** Why a circuit changed its state. */
enum Reason {
  /** So many failures in a row. */
  CONSECUTIVE_FAILURES,
  /** Too large a share of the window has failed. */
  FAILURE_RATE,
  /** Too large a share of the window was slow. */
  SLOW_RATE,
  /** The open time is over and somebody called. */
  OPEN_TIME_OVER,
  PROBE_FAILED,
  PROBES_SUCCEEDED,
  /** Another client has opened its circuit, and this one has failures of its own. */
  GOSSIP,
  /** {@code POST /circuit/reset}. */
  RESET,
  /** The knobs have changed. */
  SETTINGS,
  /** The stock Vert.x breaker does not say. */
  STOCK
}
