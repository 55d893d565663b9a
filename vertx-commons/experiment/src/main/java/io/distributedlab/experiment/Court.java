package io.distributedlab.experiment;

import java.util.ArrayList;
import java.util.List;

/** Judges all claims of an experiment, and its own one: that the services come to rest. */
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
    return results;
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
