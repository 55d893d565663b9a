package io.distributedlab.runner.exercise;

import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.Deployment;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Numbers;
import io.distributedlab.experiment.Progress;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Trial;
import io.distributedlab.experiment.Verdict;
import io.distributedlab.runner.exercise.Check.Asked;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Measures what an exercise is about, and judges the answer by it. */
public final class Examiner {
  private final Vertx vertx;
  private final Deployment deployment;
  private final Settings settings;
  private final Progress progress;

  /**
   * @param vertx of the examination alone, not of a service
   * @param deployment the lab that is measured
   */
  public Examiner(Vertx vertx, Deployment deployment, Settings settings, Progress progress) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Judges numbers that were given beforehand.
   *
   * @param answers one for each number asked for, in that order
   */
  public Future<Finding> examine(Check.Numbers check, List<Double> answers) {
    return measure(check).map(result -> judge(check, answers, result));
  }

  /** Measures what numbers are asked for, whatever anybody answers. */
  public Future<ExperimentResult> measure(Check.Numbers check) {
    return run(check.experiment().apply(settings));
  }

  /** Judges knobs or code by the claims of the check. */
  public Future<Finding> examine(Check.Claims check) {
    return run(check.experiment().apply(settings)).map(result -> judge(check, result));
  }

  private Future<ExperimentResult> run(Experiment experiment) {
    return Trial.run(vertx, experiment, deployment, settings, progress);
  }

  /** Judges numbers by what has been measured. */
  public static Finding judge(Check.Numbers check, List<Double> answers, ExperimentResult result) {
    var lines = new ArrayList<String>();
    var verdicts = new ArrayList<Verdict>();
    double worst = 0;
    for (int i = 0; i < answers.size(); i++) {
      var asked = check.asked().get(i);
      double answer = answers.get(i);
      double measured = measured(asked.measure(), result).value();
      boolean near = asked.accepts(answer, measured);
      verdicts.add(verdict(near, measured));
      worst = Math.max(worst, relative(answer, measured));
      lines.add(line(asked, answer, measured, near));
    }
    var verdict = Verdict.of(verdicts);
    return new Finding(
        verdict,
        lines,
        verdict == Verdict.INCONCLUSIVE ? OptionalDouble.empty() : OptionalDouble.of(worst));
  }

  private static Measure measured(String name, ExperimentResult result) {
    return result.measures().stream()
        .filter(measure -> measure.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing measures: " + name));
  }

  private static Verdict verdict(boolean near, double measured) {
    return Double.isNaN(measured) ? Verdict.INCONCLUSIVE : near ? Verdict.HOLDS : Verdict.BROKEN;
  }

  /** Of a measure that is 0, the distance itself. */
  private static double relative(double answer, double measured) {
    double distance = Math.abs(answer - measured);
    return measured == 0 ? distance : distance / Math.abs(measured);
  }

  private static String line(Asked asked, double answer, double measured, boolean near) {
    return "%s %s: you said %s, measured %s, may be off by %s"
        .formatted(
            near ? "@|green near|@" : "@|red far |@",
            asked.measure(),
            Numbers.text(answer, asked.unit()),
            Numbers.text(measured, asked.unit()),
            asked.allowed());
  }

  private static Finding judge(Check.Claims check, ExperimentResult result) {
    var lines = new ArrayList<String>();
    for (var claim : result.claims()) {
      lines.add(line(claim));
      var advice = check.advice().get(claim.claim().name());
      if (claim.verdict() == Verdict.BROKEN && advice != null) {
        lines.add("        " + advice);
      }
    }
    return new Finding(result.verdict(), lines, OptionalDouble.empty());
  }

  private static String line(ClaimResult result) {
    var word =
        switch (result.verdict()) {
          case HOLDS -> "@|green yes |@";
          case BROKEN -> "@|red no  |@";
          case INCONCLUSIVE -> "@|yellow ?   |@";
        };
    var line = "%s %s: %s".formatted(word, result.claim().name(), result.reading());
    return result.verdict() == Verdict.HOLDS || result.why().isEmpty()
        ? line
        : line + " (" + result.why() + ")";
  }
}
