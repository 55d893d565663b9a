package io.distributedlab.experiment;

import io.distributedlab.experiment.load.Sample;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two requests to compare: the slowest traced one of the naive phase, and the one at the same place
 * of the schedule in the fixed phase.
 *
 * @param naive trace id
 * @param fixed trace id, null when the counterpart has none
 */
public record Evidence(String naive, double naiveMs, @Nullable String fixed, double fixedMs) {

  static ClaimResult attach(ClaimResult result, Map<String, PhaseRun> runs) {
    var naive = run(runs, result.claim().naive());
    var fixed = run(runs, result.claim().fixed());
    return naive
        .flatMap(PhaseRun::slowestTraced)
        .map(slow -> of(slow, fixed.flatMap(run -> run.samples().at(slow.index()))))
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

  private static Optional<PhaseRun> run(Map<String, PhaseRun> runs, @Nullable String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(runs.get(name));
  }
}
