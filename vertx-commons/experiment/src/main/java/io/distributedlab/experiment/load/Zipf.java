package io.distributedlab.experiment.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Skewed popularity: rank k of {@code keys} (0 is the most popular) is drawn with probability
 * proportional to 1/(k+1)^s. s = 0 is uniform, s = 1 is the classic word frequency law.
 *
 * <p>Source: Breslau et al., "Web Caching and Zipf-like Distributions: Evidence and Implications".
 */
public final class Zipf {
  private final double[] cumulative;

  public Zipf(int keys, double s) {
    if (keys < 1 || s < 0) {
      throw new IllegalArgumentException("keys must be positive and s not negative");
    }
    cumulative = new double[keys];
    double sum = 0;
    for (int k = 0; k < keys; k++) {
      sum += Math.pow(k + 1, -s);
      cumulative[k] = sum;
    }
    for (int k = 0; k < keys; k++) {
      cumulative[k] /= sum;
    }
  }

  /** A rank in 0..keys−1. */
  public int next(RandomGenerator random) {
    int found = Arrays.binarySearch(cumulative, random.nextDouble());
    return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
  }

  /** The probability of a rank. */
  public double probability(int rank) {
    return cumulative[rank] - (rank == 0 ? 0 : cumulative[rank - 1]);
  }
}
