package io.distributedlab.experiment.theory;

/**
 * Random identifiers that meet: n drawn uniformly from m.
 *
 * <p>Source: Feller, "An Introduction to Probability Theory and Its Applications, Volume 1",
 * occupancy problems.
 */
public final class Collisions {
  private Collisions() {}

  /** Birthday: P(at least two of n equal) = 1 − Π (1 − i/m) over i &lt; n. */
  public static double birthday(long n, double m) {
    if (n > m) {
      return 1;
    }
    double logDistinct = 0;
    for (long i = 1; i < n && logDistinct > -745; i++) {
      logDistinct += Math.log1p(-i / m);
    }
    return -Math.expm1(logDistinct);
  }

  /** Expected number of equal pairs: n(n − 1) / 2m. */
  public static double pairs(double n, double m) {
    return n * (n - 1) / (2 * m);
  }

  /** Expected number of different values among n: m(1 − (1 − 1/m)ⁿ). */
  public static double distinct(double n, double m) {
    return -m * Math.expm1(n * Math.log1p(-1 / m));
  }

  /**
   * Expected failed draws when each of n identifiers is redrawn until it is new: Σ i/(m − i), i =
   * 0..n−1, about m·ln(m/(m − n)) − n.
   */
  public static double redraws(int n, double m) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += i / (m - i);
    }
    return sum;
  }
}
