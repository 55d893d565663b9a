package io.distributedlab.experiment.theory;

import static io.distributedlab.experiment.theory.Check.probability;
import static io.distributedlab.experiment.theory.Check.require;

import java.util.function.DoubleUnaryOperator;

/**
 * A distribution of times on a grid, to be added (hops in sequence), raced (the faster of two) and
 * joined (the slower of two). All operands are independent. The mass of a cell sits at its middle,
 * so percentiles are exact to about one step.
 *
 * <p>Source: Feller, "An Introduction to Probability Theory and Its Applications, Volume 2":
 * convolution for sums, products of distribution functions for maxima.
 */
public final class Distribution {
  /** Width of a cell when none is given: 0.1, for times in milliseconds. */
  public static final double STEP = 0.1;

  private final double step;
  private final long first;
  private final double[] mass;
  private final double[] below;

  private Distribution(double step, long first, double[] mass) {
    this.step = step;
    this.first = first;
    this.mass = mass;
    this.below = new double[mass.length + 1];
    for (int i = 0; i < mass.length; i++) {
      below[i + 1] = below[i] + mass[i];
    }
  }

  /** The distribution with the function {@code cdf}, cut off outside {@code low..high}. */
  public static Distribution of(double low, double high, DoubleUnaryOperator cdf) {
    return of(STEP, low, high, cdf);
  }

  /** Like {@link #of(double, double, DoubleUnaryOperator)} on a grid of the given step. */
  public static Distribution of(double step, double low, double high, DoubleUnaryOperator cdf) {
    require(low <= high, "low must not be above high");
    long first = Math.round(low / step);
    double[] mass = new double[(int) (Math.round(high / step) - first) + 1];
    double below = 0;
    for (int i = 0; i < mass.length; i++) {
      double edge = (first + i + 0.5) * step;
      double upTo = i == mass.length - 1 ? 1 : probability(cdf.applyAsDouble(edge));
      mass[i] = upTo - below;
      below = upTo;
    }
    return new Distribution(step, first, mass);
  }

  public static Distribution constant(double value) {
    return of(value, value, x -> 1);
  }

  public static Distribution uniform(double low, double high) {
    return of(low, high, x -> Math.clamp((x - low) / (high - low), 0, 1));
  }

  /** Exponential with this mean, cut off where a billionth is left. */
  public static Distribution exponential(double mean) {
    return of(0, 20.7 * mean, x -> -Math.expm1(-x / mean));
  }

  /** This one followed by the other: the sum. */
  public Distribution plus(Distribution other) {
    sameGrid(other);
    double[] sum = new double[mass.length + other.mass.length - 1];
    for (int i = 0; i < mass.length; i++) {
      for (int j = 0; j < other.mass.length; j++) {
        sum[i + j] += mass[i] * other.mass[j];
      }
    }
    return new Distribution(step, first + other.first, sum);
  }

  /** Both at once, waiting for the slower: the maximum. */
  public Distribution slowerOf(Distribution other) {
    sameGrid(other);
    return combine(other, x -> cdf(x) * other.cdf(x));
  }

  /** Both at once, taking the faster: the minimum. */
  public Distribution fasterOf(Distribution other) {
    sameGrid(other);
    return combine(other, x -> 1 - (1 - cdf(x)) * (1 - other.cdf(x)));
  }

  /** This one with probability {@code share}, else the other. */
  public Distribution orElse(double share, Distribution other) {
    sameGrid(other);
    return combine(other, x -> share * cdf(x) + (1 - share) * other.cdf(x));
  }

  /** P(X ≤ x). */
  public double cdf(double x) {
    double cells = Math.clamp(x / step - first + 0.5, 0, mass.length);
    int whole = (int) cells;
    double part = whole < mass.length ? mass[whole] * (cells - whole) : 0;
    return Math.min(1, below[whole] + part);
  }

  /** The value that {@code p} percent do not exceed. */
  public double percentile(double p) {
    double wanted = probability(p / 100);
    for (int i = 0; i < mass.length; i++) {
      if (mass[i] > 0 && below[i + 1] >= wanted) {
        return (first + i - 0.5 + (wanted - below[i]) / mass[i]) * step;
      }
    }
    return (first + mass.length - 1) * step;
  }

  public double mean() {
    double sum = 0;
    for (int i = 0; i < mass.length; i++) {
      sum += mass[i] * (first + i);
    }
    return sum * step;
  }

  private Distribution combine(Distribution other, DoubleUnaryOperator cdf) {
    double low = Math.min(first, other.first) * step;
    double high = Math.max(first + mass.length, other.first + other.mass.length) * step;
    return of(step, low, high, cdf);
  }

  private void sameGrid(Distribution other) {
    require(step == other.step, "both distributions need the same grid");
  }
}
