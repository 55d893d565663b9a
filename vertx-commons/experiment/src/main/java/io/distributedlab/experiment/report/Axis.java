package io.distributedlab.experiment.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to pixels, linearly or by logarithm.
 *
 * @param from pixel of {@code min}
 * @param to pixel of {@code max}
 */
record Axis(double min, double max, boolean log, double from, double to) {
  /** A place on the axis with its label. */
  record Tick(double value, double at, String label) {}

  /** Covers these values; a logarithmic axis begins at the power of ten below them. */
  static Axis covering(List<Double> values, boolean log, double from, double to) {
    double low = values.stream().filter(v -> !log || v > 0).min(Double::compare).orElse(1.0);
    double high = values.stream().max(Double::compare).orElse(10.0);
    if (log) {
      double bottom = Math.pow(10, Math.floor(Math.log10(low)));
      return new Axis(bottom, Math.max(high * 1.1, bottom * 10), true, from, to);
    }
    return new Axis(Math.min(0, low), high <= 0 ? 1 : high * 1.08, false, from, to);
  }

  double place(double value) {
    double share =
        log
            ? Math.log(Math.max(value, min) / min) / Math.log(max / min)
            : (value - min) / (max - min);
    return from + Math.clamp(share, 0, 1) * (to - from);
  }

  List<Tick> ticks() {
    return log ? decades() : steps();
  }

  private List<Tick> decades() {
    var ticks = new ArrayList<Tick>();
    for (double decade = min; decade <= max; decade *= 10) {
      for (int digit : new int[] {1, 2, 5}) {
        if (decade * digit <= max) {
          ticks.add(tick(decade * digit));
        }
      }
    }
    return ticks;
  }

  private List<Tick> steps() {
    double rough = (max - min) / 6;
    double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
    double share = rough / magnitude;
    double step = magnitude * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    var ticks = new ArrayList<Tick>();
    for (int i = 0; min + i * step <= max; i++) {
      ticks.add(tick(min + i * step));
    }
    return ticks;
  }

  private Tick tick(double value) {
    var rounded = new BigDecimal(value, new MathContext(4)).stripTrailingZeros();
    return new Tick(value, place(value), rounded.toPlainString());
  }
}
