package io.distributedlab.experiment;

import java.util.Locale;

/** Numbers as people read them: whole ones without decimals, others with three or four digits. */
public final class Numbers {
  private Numbers() {}

  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e12) {
      return String.format(Locale.ROOT, "%d", (long) value);
    }
    double size = Math.abs(value);
    int decimals = size >= 1000 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  public static String text(double value, String unit) {
    return unit.isEmpty() || unit.startsWith("/") ? text(value) + unit : text(value) + " " + unit;
  }
}
