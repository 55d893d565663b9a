package io.distributedlab.experiment;

import io.distributedlab.experiment.load.Sample;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two requests to compare: the slowest traced one of the naive phase that has a counterpart, and
 * its counterpart: the one at the same place of the schedule in the fixed phase.
 *
 * @param naive trace id
 * @param fixed trace id, null when the counterpart has none
 */
public record Evidence(String naive, double naiveMs, @Nullable String fixed, double fixedMs) {

  static ClaimResult attach(ClaimResult result, Map<String, PhaseRun> runs) {
    var fixed = traced(runs, result.claim().fixed());
    return traced(runs, result.claim().naive()).values().stream()
        .max(
            Comparator.comparing((Sample slow) -> fixed.containsKey(slow.index()))
                .thenComparing(Sample::latencyNanos))
        .map(slow -> of(slow, Optional.ofNullable(fixed.get(slow.index()))))
        .map(result::with)
        .orElse(result);
  }

  private static Evidence of(Sample slow, Optional<Sample> counterpart) {
    return new Evidence(
        Objects.requireNonNull(slow.traceId()),
        slow.latencyMs(),
        counterpart.map(Sample::traceId).orElse(null),
        counterpart.map(Sample::latencyMs).orElse(Double.NaN));
  }

  private static Map<Integer, Sample> traced(Map<String, PhaseRun> runs, @Nullable String phase) {
    var run = phase == null ? null : runs.get(phase);
    return run == null || run.loads().isEmpty()
        ? Map.of()
        : run.samples().all().stream()
            .filter(sample -> sample.traceId() != null)
            .collect(Collectors.toMap(Sample::index, Function.identity()));
  }
}
