package io.distributedlab.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result as text. */
final class Table {
  private Table() {}

  static String of(Rounds rounds) {
    return "%-8s %10s %8s %8s %11s %6s %9s%n"
            .formatted("variant", "requests/s", "min", "max", "CPU us/req", "ratio", "required")
        + Stream.of(Variant.values())
            .map(variant -> row(rounds, variant))
            .collect(Collectors.joining());
  }

  private static String row(Rounds rounds, Variant variant) {
    return String.format(
        Locale.ROOT,
        "%-8s %10.0f %8.0f %8.0f %11.0f %6.3f %9s%n",
        variant.name().toLowerCase(Locale.ROOT),
        rounds.median(variant, Sample::perSecond),
        rounds.min(variant),
        rounds.max(variant),
        rounds.median(variant, Sample::cpuMicros),
        rounds.ratio(variant),
        verdict(rounds, variant));
  }

  private static String verdict(Rounds rounds, Variant variant) {
    if (variant.required() == 0 || variant == Variant.BARE) {
      return "";
    }
    return String.format(
        Locale.ROOT, "%.2f %s", variant.required(), rounds.meets(variant) ? "met" : "MISSED");
  }
}
