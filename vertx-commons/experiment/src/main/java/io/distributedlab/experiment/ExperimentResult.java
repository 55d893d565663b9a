package io.distributedlab.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that one trial found.
 *
 * @param runs the phases in order; a phase that was measured again appears as it was the last time
 * @param measures in the order in which they were taken
 * @param leftOut names of claims that a quick run leaves to the full one
 * @param skipped names of claims that are still to be written
 */
public record ExperimentResult(
    String name,
    String question,
    Settings settings,
    String deployment,
    Instant startedAt,
    Duration took,
    Calibration calibration,
    List<PhaseRun> runs,
    List<Measure> measures,
    List<ClaimResult> claims,
    List<String> leftOut,
    List<String> skipped,
    Map<String, String> versions) {

  public Verdict verdict() {
    return Verdict.of(claims.stream().map(ClaimResult::verdict).toList());
  }

  public long count(Verdict verdict) {
    return claims.stream().filter(claim -> claim.verdict() == verdict).count();
  }
}
