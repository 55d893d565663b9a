package io.distributedlab.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Gives verdicts. In this order: no number or too few samples is inconclusive; a timing claim under
 * a load that was not the one asked for is inconclusive if the difference could have turned it;
 * then the inequality decides; and a timing claim that fails on a noisy machine is inconclusive.
 */
final class Judge {
  private final Measures measures;
  private final Calibration calibration;

  Judge(Measures measures, Calibration calibration) {
    this.measures = measures;
    this.calibration = calibration;
  }

  ClaimResult judge(Claim claim) {
    var reading = claim.read(measures);
    var blind = tooFewSamples(claim, reading).or(() -> wrongLoad(claim));
    if (blind.isPresent()) {
      return result(claim, Verdict.INCONCLUSIVE, blind.get(), reading);
    }
    if (reading.holds()) {
      return result(claim, Verdict.HOLDS, strays(claim).map("though "::concat).orElse(""), reading);
    }
    var excuse = noise(claim);
    return excuse.isPresent()
        ? result(claim, Verdict.INCONCLUSIVE, excuse.get(), reading)
        : result(claim, Verdict.BROKEN, "", reading);
  }

  private Optional<String> tooFewSamples(Claim claim, Reading reading) {
    if (!reading.complete()) {
      return Optional.of("there was nothing to measure");
    }
    return claim.subject().measures().stream()
        .map(measures::get)
        .filter(measure -> measure.samples() < claim.needed())
        .findFirst()
        .map(
            few ->
                "only %d of %d samples of %s".formatted(few.samples(), claim.needed(), few.name()));
  }

  private Optional<String> wrongLoad(Claim claim) {
    return strays(claim).filter(some -> new Sway(claim, measures).couldTurn());
  }

  private Optional<String> strays(Claim claim) {
    return timed(claim, Measure::inDoubt).flatMap(run -> run.complaints().stream()).findFirst();
  }

  private Optional<String> noise(Claim claim) {
    if (claim.kind() == Claim.Kind.INVARIANT) {
      return Optional.empty();
    }
    return timed(claim, any -> true)
        .flatMap(run -> run.noise().complaint().stream())
        .findFirst()
        .or(calibration::complaint);
  }

  private Stream<PhaseRun> timed(Claim claim, Predicate<Measure> which) {
    return claim.kind() == Claim.Kind.INVARIANT
        ? Stream.of()
        : claim.measures().stream()
            .filter(name -> which.test(measures.get(name)))
            .map(measures::phaseOf)
            .distinct();
  }

  private static ClaimResult result(Claim claim, Verdict verdict, String why, Reading reading) {
    return new ClaimResult(claim, verdict, why, List.of(reading), Optional.empty());
  }
}
