package io.distributedlab.bench;

import java.util.stream.DoubleStream;

/**
 * A sample in order.
 *
 * <p>{@link #low()} and {@link #high()} enclose the median of what was sampled with a probability
 * of about 95 %, whatever its distribution: they are the order statistics n/2 ∓ 0.98 √n. Source: W.
 * J. Conover, "Practical Nonparametric Statistics", section 3.2.
 */
final class Spread {
  private static final double Z = 1.96;

  private final double[] sorted;
  private final int lowest;

  private Spread(double[] sorted) {
    this.sorted = sorted;
    this.lowest = (int) Math.max(0, (sorted.length - Z * Math.sqrt(sorted.length)) / 2);
  }

  /**
   * @throws IllegalArgumentException when there is no value
   */
  static Spread of(DoubleStream values) {
    var sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    return new Spread(sorted);
  }

  double median() {
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Lower end of the confidence interval of the median. */
  double low() {
    return sorted[lowest];
  }

  /** Upper end of the confidence interval of the median. */
  double high() {
    return sorted[sorted.length - 1 - lowest];
  }

  double min() {
    return sorted[0];
  }

  double max() {
    return sorted[sorted.length - 1];
  }
}
