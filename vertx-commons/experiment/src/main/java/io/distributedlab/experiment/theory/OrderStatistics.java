package io.distributedlab.experiment.theory;

import static io.distributedlab.experiment.theory.Check.probability;
import static io.distributedlab.experiment.theory.Check.require;

/**
 * The slowest, the fastest and the k-th fastest of n independent answers. Every function takes and
 * gives probabilities, so it works for any distribution: put F(x) in, get P(statistic ≤ x) out.
 *
 * <p>Source: David and Nagaraja, "Order Statistics"; Dean and Barroso, "The Tail at Scale".
 */
public final class OrderStatistics {
  private OrderStatistics() {}

  /** P(slowest of n ≤ x) = F(x)ⁿ. */
  public static double slowestOf(int n, double cdf) {
    return Math.pow(probability(cdf), n);
  }

  /** P(fastest of n ≤ x) = 1 − (1 − F(x))ⁿ. */
  public static double fastestOf(int n, double cdf) {
    return 1 - Math.pow(1 - probability(cdf), n);
  }

  /** P(k-th fastest of n ≤ x) = Σ C(n, j) F(x)^j (1 − F(x))^(n−j) over j = k..n. */
  public static double kthOf(int k, int n, double cdf) {
    require(1 <= k && k <= n, "k lies in 1..n");
    double below = probability(cdf);
    double sum = 0;
    for (int j = k; j <= n; j++) {
      sum += Sampling.binomial(n, j, below);
    }
    return Math.min(1, sum);
  }

  /**
   * The rank u in one answer's distribution that is the {@code p}-quantile of the k-th of n: solve
   * {@code kthOf(k, n, u) = p}. The p99 of a 2-of-3 quorum is one node's u-quantile.
   */
  public static double rankOfKth(int k, int n, double p) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (kthOf(k, n, middle) < probability(p)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
