package io.distributedlab.bench;

/** Answer of service-a. */
record Chain(String service, boolean processed, long latencyMs, Hop downstream) {
  static Chain of(Hop a, Hop b) {
    return new Chain(a.service(), a.processed(), a.latencyMs(), b);
  }
}
