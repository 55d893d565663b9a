package io.distributedlab.experiment;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run of an experiment: calibrate, perform the phases, judge the claims, measure once more the
 * phases of timing claims that did not hold, put everything back.
 */
public final class Trial {
  private static final long TICK_MS = 200;

  private final Vertx vertx;
  private final Experiment experiment;
  private final Deployment deployment;
  private final Settings settings;
  private final Progress progress;
  private final Stage stage;
  private final Map<String, PhaseRun> runs = new LinkedHashMap<>();
  private final Measures measures = new Measures();
  private final Instant startedAt = Instant.now();
  private Calibration calibration = Calibration.NONE;

  private Trial(
      Vertx vertx,
      Experiment experiment,
      Deployment deployment,
      Settings settings,
      Progress progress) {
    this.vertx = vertx;
    this.experiment = experiment;
    this.deployment = deployment;
    this.settings = settings;
    this.progress = progress;
    this.stage = new Stage(vertx, deployment);
  }

  /**
   * Runs an experiment. Fails when the environment does: a service that refuses its knobs, a kill
   * that does not work; never because a claim is broken.
   *
   * @param vertx of the experiment alone, not of a service
   */
  public static Future<ExperimentResult> run(
      Vertx vertx,
      Experiment experiment,
      Deployment deployment,
      Settings settings,
      Progress progress) {
    Promise<ExperimentResult> found = Promise.promise();
    return vertx
        .deployVerticle(
            context ->
                new Trial(vertx, experiment, deployment, settings, progress)
                    .perform()
                    .onSuccess(found::complete))
        .compose(vertx::undeploy)
        .compose(done -> found.future());
  }

  private Future<ExperimentResult> perform() {
    return calibrate()
        .compose(calibrated -> performAll(experiment.phases))
        .map(performed -> judge())
        .compose(this::measureAgain)
        .compose(this::attachEvidence)
        .map(this::result)
        .eventually(stage::restore);
  }

  /** Noise excuses claims about time only: a quick run without any need not listen. */
  private Future<?> calibrate() {
    if (settings.quick() && !experiment.isTimed()) {
      return Future.succeededFuture();
    }
    progress.note("listening to the machine");
    return Calibration.measure(vertx, deployment.embedded())
        .onSuccess(heard -> calibration = heard)
        .compose(heard -> calibrateBarePath());
  }

  private Future<?> calibrateBarePath() {
    return experiment.barePath == null
        ? Future.succeededFuture()
        : perform(experiment.barePath, 0, experiment.phases.size())
            .onSuccess(bare -> calibration = calibration.withBarePath(bare));
  }

  private Future<Void> performAll(List<Phase> phases) {
    return PhaseTrial.inTurn(
        phases,
        phase -> perform(phase, phases.indexOf(phase) + 1, phases.size()).onSuccess(this::keep));
  }

  private Future<PhaseRun> perform(Phase phase, int number, int of) {
    var run = new PhaseRun(phase, stage, calibration, settings.seed());
    long start = System.nanoTime();
    progress.phaseBegins(phase.name, number, of, phase.length());
    long ticking =
        vertx.setPeriodic(
            TICK_MS, tick -> progress.phaseGoesOn(Duration.ofNanos(System.nanoTime() - start)));
    return new PhaseTrial(vertx, experiment, phase, run)
        .perform()
        .onSuccess(done -> progress.phaseEnds(phase.name, done.measures()))
        .recover(cause -> Future.failedFuture(new PhaseFailure(phase.name, cause)))
        .onComplete(over -> vertx.cancelTimer(ticking));
  }

  private void keep(PhaseRun run) {
    runs.put(run.name(), run);
    measures.add(run);
  }

  private List<ClaimResult> judge() {
    var court = new Court(experiment, settings, calibration, measures);
    return court.judge(List.copyOf(runs.values()));
  }

  private Future<List<ClaimResult>> measureAgain(List<ClaimResult> first) {
    var doubtful = first.stream().filter(ClaimResult::deservesAnother).toList();
    if (doubtful.isEmpty()) {
      return Future.succeededFuture(first);
    }
    doubtful.forEach(result -> progress.note("measuring again: " + result.claim().name()));
    var phases = phasesBehind(doubtful);
    return performAll(phases)
        .map(performed -> ClaimResult.again(first, judge(), claim -> isMeasuredIn(phases, claim)));
  }

  private boolean isMeasuredIn(List<Phase> phases, Claim claim) {
    var names = phasesOf(claim);
    return phases.stream().anyMatch(phase -> names.contains(phase.name));
  }

  private Set<String> phasesOf(Claim claim) {
    return claim.measures().stream()
        .map(measure -> measures.phaseOf(measure).name())
        .collect(Collectors.toSet());
  }

  /** The phases that took the measures of these claims, and those that they continue. */
  private List<Phase> phasesBehind(List<ClaimResult> doubtful) {
    var names =
        doubtful.stream()
            .flatMap(result -> phasesOf(result.claim()).stream())
            .collect(Collectors.toSet());
    for (var phase : experiment.phases.reversed()) {
      if (phase.after != null && names.contains(phase.name)) {
        names.add(phase.after);
      }
    }
    return experiment.phases.stream().filter(phase -> names.contains(phase.name)).toList();
  }

  private Future<List<ClaimResult>> attachEvidence(List<ClaimResult> claims) {
    return Future.all(claims.stream().map(claim -> Evidence.attach(claim, runs)).toList())
        .map(CompositeFuture::list);
  }

  private ExperimentResult result(List<ClaimResult> claims) {
    return new ExperimentResult(
        experiment.name,
        experiment.question,
        settings,
        deployment.kind(),
        startedAt,
        Duration.between(startedAt, Instant.now()),
        calibration,
        List.copyOf(runs.values()),
        List.copyOf(measures.all()),
        claims,
        experiment.claims.stream().filter(settings::leavesOut).map(Claim::name).toList(),
        List.copyOf(experiment.skipped),
        Versions.here());
  }
}
