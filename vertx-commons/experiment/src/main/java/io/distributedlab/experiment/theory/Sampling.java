package io.distributedlab.experiment.theory;

import static io.distributedlab.experiment.theory.Check.probability;
import static io.distributedlab.experiment.theory.Check.require;

/**
 * Draws with and without replacement, and runs in a series of draws.
 *
 * <p>Source: Feller, "An Introduction to Probability Theory and Its Applications, Volume 1".
 */
public final class Sampling {
  private Sampling() {}

  /** P(exactly k successes in n independent draws) = C(n, k) p^k (1 − p)^(n−k). */
  public static double binomial(int n, int k, double p) {
    probability(p);
    if (p == 0 || p == 1) {
      return k == (p == 0 ? 0 : n) ? 1 : 0;
    }
    return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  }

  /**
   * P(exactly k marked among {@code drawn} taken without replacement from {@code population} of
   * which {@code marked} are marked) = C(K, k) C(N − K, n − k) / C(N, n).
   */
  public static double hypergeometric(int population, int marked, int drawn, int k) {
    require(marked <= population && drawn <= population, "more marked or drawn than there are");
    if (k < 0 || k > marked || drawn - k > population - marked || k > drawn) {
      return 0;
    }
    return Math.exp(
        logChoose(marked, k)
            + logChoose(population - marked, drawn - k)
            - logChoose(population, drawn));
  }

  /**
   * Mean number of draws until {@code run} successes in a row: (p^−r − 1) / (1 − p), and r when p =
   * 1. With p = 0.5 five in a row take 62 draws.
   */
  public static double drawsUntilRun(double p, int run) {
    probability(p);
    return p == 1 ? run : (Math.pow(p, -run) - 1) / (1 - p);
  }

  /** ln C(n, k), summed, so that it neither overflows nor needs a gamma function. */
  static double logChoose(int n, int k) {
    require(0 <= k && k <= n, "k lies in 0..n");
    double sum = 0;
    for (int i = 1; i <= Math.min(k, n - k); i++) {
      sum += Math.log(n - Math.min(k, n - k) + i) - Math.log(i);
    }
    return sum;
  }
}
