package io.distributedlab.week52;

import io.distributedlab.experiment.theory.Distribution;

/**
 * What one hedge after {@code d} ms does to the latency, for independent copies that do not queue:
 *
 * <pre>
 * extra load = P(X > d)
 * P(L > t)   = P(X > t) for t < d, else P(X > t) P(X > t - d)
 * </pre>
 *
 * <p>All times in ms. Source: the second copy of Jeffrey Dean and Luiz André Barroso, "The Tail at
 * Scale" (2013), as the minimum of X and d + X'.
 */
record HedgeTheory(LatencyModel model) {
  /** A tail that no service time reaches. */
  private static final double FOREVER_MS = 100_000;

  static final HedgeTheory DEFAULT = new HedgeTheory(LatencyModel.DEFAULT);

  /** Share of requests that get a second copy. */
  double extraLoad(double delayMs) {
    return 1 - model.cdf(delayMs);
  }

  /** The latency with a hedge after {@code delayMs}. */
  Distribution hedged(double delayMs) {
    return Distribution.of(
        0, 3 * model.p99(), t -> 1 - slower(t) * (t < delayMs ? 1 : slower(t - delayMs)));
  }

  /** The latency of one attempt. */
  Distribution direct() {
    return hedged(FOREVER_MS);
  }

  /** Share of pages of {@code fanout} calls of which one at least is slower than {@code ms}. */
  static double pagesWithOneAbove(Distribution call, double ms, int fanout) {
    return 1 - Math.pow(call.cdf(ms), fanout);
  }

  private double slower(double ms) {
    return 1 - model.cdf(ms);
  }
}
