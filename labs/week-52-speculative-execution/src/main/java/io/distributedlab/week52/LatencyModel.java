package io.distributedlab.week52;

import java.util.random.RandomGenerator;

/**
 * Service times with a heavy tail, in ms, from three quantiles:
 *
 * <pre>
 * 50 %  uniform 0.7 p50 .. 1.3 p50
 * 45 %  uniform p50 .. p95
 *  4 %  uniform p95 .. p99
 *  1 %  p99 + exponential with mean p99 / 2, at most 3 p99 in all
 * </pre>
 *
 * <p>The first two parts overlap, so the median is a little above p50 (37 for p50 = 30); p95 and
 * p99 are exact. The mean of (30, 100, 300) is 56.7 ms.
 */
record LatencyModel(double p50, double p95, double p99) {
  static final LatencyModel DEFAULT = new LatencyModel(30, 100, 300);

  private static final double FAST = 0.5;
  private static final double USUAL = 0.95;
  private static final double SLOW = 0.99;

  /** One service time in ms. */
  double sample(RandomGenerator random) {
    double part = random.nextDouble();
    double u = random.nextDouble();
    if (part < FAST) {
      return between(0.7 * p50, 1.3 * p50, u);
    }
    if (part < USUAL) {
      return between(p50, p95, u);
    }
    if (part < SLOW) {
      return between(p95, p99, u);
    }
    return Math.min(3 * p99, p99 - Math.log(1 - u) * p99 / 2);
  }

  /** P(service time ≤ {@code ms}). */
  double cdf(double ms) {
    double beyond = ms < p99 ? 0 : ms >= 3 * p99 ? 1 : -Math.expm1(-(ms - p99) / (p99 / 2));
    return FAST * within(0.7 * p50, 1.3 * p50, ms)
        + (USUAL - FAST) * within(p50, p95, ms)
        + (SLOW - USUAL) * within(p95, p99, ms)
        + (1 - SLOW) * beyond;
  }

  /** Mean service time in ms. */
  double mean() {
    double tail = p99 + p99 / 2 * -Math.expm1(-4);
    return FAST * p50
        + (USUAL - FAST) * (p50 + p95) / 2
        + (SLOW - USUAL) * (p95 + p99) / 2
        + (1 - SLOW) * tail;
  }

  private static double between(double low, double high, double u) {
    return low + (high - low) * u;
  }

  private static double within(double low, double high, double x) {
    return high > low ? Math.clamp((x - low) / (high - low), 0, 1) : x >= low ? 1 : 0;
  }
}
