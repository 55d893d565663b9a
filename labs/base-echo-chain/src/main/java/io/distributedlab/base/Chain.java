package io.distributedlab.base;

/**
 * What service-a reports: its own work and that of service-b below it.
 *
 * @param latencyMs injected latency of service-a in ms
 */
record Chain(String service, boolean processed, long latencyMs, Hop downstream) {
  static Chain of(Hop a, Hop b) {
    return new Chain(a.service(), a.processed(), a.latencyMs(), b);
  }
}
