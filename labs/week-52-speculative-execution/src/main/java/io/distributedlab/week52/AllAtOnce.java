package io.distributedlab.week52;

/**
 * Two copies at once: P(L > t) = P(X > t)², the shortest latency and twice the load.
 *
 * <p>Source: Ashish Vulimiri and others, "Low Latency via Redundancy" (2013): it helps only while
 * utilisation is low, below about a third for service times that vary as much as an exponential.
 */
final class AllAtOnce implements Strategy {
  @Override
  public int extra() {
    return 1;
  }
}
