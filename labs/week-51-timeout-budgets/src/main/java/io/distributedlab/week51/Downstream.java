package io.distributedlab.week51;

/**
 * The answer of the next service.
 *
 * @param workMs its work and that of all behind it, without queueing
 * @param cached whether it is the answer to an earlier request
 */
record Downstream(Hop hop, double workMs, boolean cached) {
  /** What it has answered just now. */
  static Downstream fresh(Hop hop, double workMs) {
    return new Downstream(hop, workMs, false);
  }

  /** The same, for a later request. */
  Downstream fromCache() {
    return new Downstream(hop, workMs, true);
  }
}
