package io.distributedlab.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the variants did, round by round. All have been in every round. */
final class Rounds {
  private final Map<Variant, List<Sample>> samples;

  Rounds(Map<Variant, List<Sample>> samples) {
    this.samples = samples;
  }

  Spread spread(Variant variant, ToDoubleFunction<Sample> of) {
    return Spread.of(samples(variant).stream().mapToDouble(of));
  }

  /**
   * The ratios to the throughput of the bare chain, each within one round: a disturbance that is
   * longer than a round hits both.
   */
  Spread ratio(Variant variant) {
    var own = samples(variant);
    var bare = samples(Variant.BARE);
    return Spread.of(
        IntStream.range(0, own.size())
            .mapToDouble(i -> own.get(i).perSecond() / bare.get(i).perSecond()));
  }

  /** The verdicts on the variants of which a ratio is required. */
  Map<Variant, Verdict> verdicts() {
    var verdicts = new EnumMap<Variant, Verdict>(Variant.class);
    for (var variant : Variant.values()) {
      if (variant.required() > 0) {
        verdicts.put(variant, Verdict.of(ratio(variant), variant.required()));
      }
    }
    return verdicts;
  }

  private List<Sample> samples(Variant variant) {
    return samples.getOrDefault(variant, List.of());
  }
}
