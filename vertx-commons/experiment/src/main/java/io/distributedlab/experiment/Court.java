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
   * Points to the phase that was worst: it is measured again, and its noise can excuse. A quick run
   * is over before a cold JVM has loaded and compiled what runs on the loops, and does not judge.
   */
  private Optional<ClaimResult> blocking(List<PhaseRun> runs) {
    return LoopLag.of(runs)
        .filter(worst -> !settings.leavesOut(claim(worst.measure())))
        .map(
            worst -> {
              measures.addUnseen(worst.run(), worst.measure());
              var result = judge.judge(claim(worst.measure()));
              return result.reading().holds()
                  ? result
                  : result.because(
                      Stream.of(result.why(), worst.measure().name())
                          .filter(text -> !text.isEmpty())
                          .collect(Collectors.joining("; ")));
            });
  }

  private static Claim claim(Measure lag) {
    return Claim.timing("no service blocks its event loop")
        .that(
            Term.measured(lag.name())
                .named(
                    "share of time an event loop is more than %s ms late"
                        .formatted(Numbers.text(LoopLag.BOUND_MS))))
        .isAtMost(LoopLag.MOST_SHARE)
        .inFullRunOnly();
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
