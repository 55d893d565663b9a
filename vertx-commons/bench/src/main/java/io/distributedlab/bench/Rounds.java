package io.distributedlab.bench;

import java.util.Arrays;
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

  double median(Variant variant, ToDoubleFunction<Sample> of) {
    return median(values(variant, of));
  }

  double min(Variant variant) {
    return Arrays.stream(values(variant, Sample::perSecond)).min().orElseThrow();
  }

  double max(Variant variant) {
    return Arrays.stream(values(variant, Sample::perSecond)).max().orElseThrow();
  }

  /**
   * Median of the ratios to the throughput of the bare chain within each round: a disturbance that
   * is longer than a round hits both.
   */
  double ratio(Variant variant) {
    var own = values(variant, Sample::perSecond);
    var bare = values(Variant.BARE, Sample::perSecond);
    return median(IntStream.range(0, own.length).mapToDouble(i -> own[i] / bare[i]).toArray());
  }

  boolean meets(Variant variant) {
    return ratio(variant) >= variant.required();
  }

  boolean allMeet() {
    return samples.keySet().stream().allMatch(this::meets);
  }

  private double[] values(Variant variant, ToDoubleFunction<Sample> of) {
    return samples.getOrDefault(variant, List.of()).stream().mapToDouble(of).toArray();
  }

  private static double median(double[] values) {
    var sorted = Arrays.stream(values).sorted().toArray();
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
