package io.distributedlab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges all claims of an experiment, and its own ones: that the services come to rest and do not
 * block their event loops.
 */
final class Court {
  private final Experiment experiment;
  private final Settings settings;
  private final Measures measures;
  private final Judge judge;

  Court(Experiment experiment, Settings settings, Calibration calibration, Measures measures) {
    this.experiment = experiment;
    this.settings = settings;
    this.measures = measures;
    this.judge = new Judge(measures, calibration);
  }

  List<ClaimResult> judge(List<PhaseRun> runs) {
    var results = new ArrayList<ClaimResult>();
    experiment.claims.stream()
        .filter(claim -> !settings.leavesOut(claim))
        .filter(claim -> !experiment.partial || measures.include(claim.measures()))
        .map(judge::judge)
        .forEach(results::add);
    if (!experiment.settled.isEmpty()) {
      results.add(rest(runs));
    }
    blocking(runs).ifPresent(results::add);
    return results;
  }

  /**
   * Names only the phases over the bound, if any: they are what is measured again and what noise
   * can excuse.
   */
  private Optional<ClaimResult> blocking(List<PhaseRun> runs) {
    var lags = new ArrayList<Measure>();
    for (var run : runs) {
      LoopLag.of(run)
          .ifPresent(
              lag -> {
                measures.addUnseen(run, lag);
                lags.add(lag);
              });
    }
    var over = lags.stream().filter(lag -> lag.value() > LoopLag.MOST_SHARE).toList();
    var claim =
        Claim.timing("no service blocks its event loop")
            .that(
                Term.greatest((over.isEmpty() ? lags : over).stream().map(Measure::name).toList())
                    .named(
                        "share of time an event loop is more than %s ms late"
                            .formatted(Numbers.text(LoopLag.BOUND_MS))))
            .isAtMost(LoopLag.MOST_SHARE);
    return lags.isEmpty() ? Optional.empty() : Optional.of(named(judge.judge(claim), over));
  }

  private static ClaimResult named(ClaimResult result, List<Measure> over) {
    return over.isEmpty()
        ? result
        : result.because(
            Stream.concat(Stream.of(result.why()), over.stream().map(Measure::name))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; ")));
  }

  private ClaimResult rest(List<PhaseRun> runs) {
    var restless = runs.stream().filter(run -> !run.leftOver().isEmpty()).toList();
    var claim =
        Claim.invariant("after every phase the services come to rest")
            .that(Term.number(restless.size()).named("phases that do not"))
            .is(0);
    return judge
        .judge(claim)
        .because(
            String.join(
                "; ",
                restless.stream().map(run -> run.name() + " leaves " + run.leftOver()).toList()));
  }
}
