package io.distributedlab.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result as text. */
final class Table {
  private Table() {}

  static String of(Rounds rounds) {
    return "%-8s %10s %8s %8s %11s %7s %13s %9s%n"
            .formatted(
                "variant", "requests/s", "min", "max", "CPU us/req", "ratio", "95 %", "required")
        + Stream.of(Variant.values())
            .map(variant -> row(rounds, variant))
            .collect(Collectors.joining());
  }

  private static String row(Rounds rounds, Variant variant) {
    var perSecond = rounds.spread(variant, Sample::perSecond);
    var ratio = rounds.ratio(variant);
    return String.format(
        Locale.ROOT,
        "%-8s %10.0f %8.0f %8.0f %11.1f %7.3f %5.3f - %5.3f %9s%n",
        variant.name().toLowerCase(Locale.ROOT),
        perSecond.median(),
        perSecond.min(),
        perSecond.max(),
        rounds.spread(variant, Sample::cpuMicros).median(),
        ratio.median(),
        ratio.low(),
        ratio.high(),
        required(rounds, variant));
  }

  private static String required(Rounds rounds, Variant variant) {
    var verdict = rounds.verdicts().get(variant);
    return verdict == null
        ? ""
        : String.format(
            Locale.ROOT, "%.2f %s", variant.required(), verdict.name().toLowerCase(Locale.ROOT));
  }
}
