package io.distributedlab.experiment;

import org.jspecify.annotations.Nullable;

/** Both sides of a claim in numbers: low ≤ measured ≤ high, a null bound being none. */
public record Reading(double measured, @Nullable Double low, @Nullable Double high) {

  /** False when a side is not a number. */
  public boolean holds() {
    return complete() && (low == null || measured >= low) && (high == null || measured <= high);
  }

  /** Whether both sides are numbers. */
  public boolean complete() {
    return !Double.isNaN(measured)
        && (low == null || !low.isNaN())
        && (high == null || !high.isNaN());
  }

  /** Distance to the nearest bound, relative to that bound; negative when broken. */
  public double margin() {
    double toLow = low == null ? Double.POSITIVE_INFINITY : relative(measured - low, low);
    double toHigh = high == null ? Double.POSITIVE_INFINITY : relative(high - measured, high);
    return Math.min(toLow, toHigh);
  }

  @Override
  public String toString() {
    var value = Numbers.text(measured);
    if (low == null || high == null) {
      return high != null
          ? value + " ≤ " + Numbers.text(high)
          : value + " ≥ " + Numbers.text(low == null ? Double.NaN : low);
    }
    return low.equals(high)
        ? value + " = " + Numbers.text(high)
        : Numbers.text(low) + " ≤ " + value + " ≤ " + Numbers.text(high);
  }

  private static double relative(double distance, double bound) {
    return bound == 0 ? distance : distance / Math.abs(bound);
  }
}
