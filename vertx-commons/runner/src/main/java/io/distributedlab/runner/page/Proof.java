package io.distributedlab.runner.page;

import io.distributedlab.experiment.Evidence;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Trial;
import io.distributedlab.experiment.report.RunFiles;
import io.distributedlab.experiment.report.RunSummary;
import io.distributedlab.runner.proof.RunFolders;
import io.distributedlab.runner.proof.Seeds;
import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lab's experiment, run on the lab that runs, from its defaults and back to them. What it found
 * is kept where {@code ./lab prove} keeps it.
 */
final class Proof {
  private static final String PATH = "/admin/experiment";
  private static final Knob<Boolean> QUICK = Knob.flag("quick", true, "the short run");
  private static final Knob<Integer> SEED =
      Knob.integer("seed", 1, 0, Integer.MAX_VALUE, "repeats the run with this seed");

  /** A report has its style in it, and neither script nor anything from elsewhere. */
  private static final String REPORT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Service runner;
  private final Desk desk;
  private final Turn turn;
  private final Defaults defaults;
  private final Audience audience;
  private final Function<String, Optional<JsonObject>> traces;
  private final ProofProgress progress;
  private final Map<String, JsonObject> evidence = new HashMap<>();
  private @Nullable Apart<ExperimentResult> trial;
  private Future<?> over = Future.succeededFuture();
  private boolean stopping;
  private @Nullable JsonObject result;
  private @Nullable RunFiles files;

  /**
   * @param traces the traces that are still kept, by their id
   */
  Proof(
      Service runner,
      Desk desk,
      Turn turn,
      Defaults defaults,
      Audience audience,
      Function<String, Optional<JsonObject>> traces) {
    this.runner = runner;
    this.desk = desk;
    this.turn = turn;
    this.defaults = defaults;
    this.audience = audience;
    this.traces = traces;
    this.progress = new ProofProgress(now -> audience.hear("experiment", now));
  }

  void addTo(HttpService http) {
    http.houseRoute(HttpMethod.GET, PATH, request -> Future.succeededFuture(both()))
        .houseRoute(HttpMethod.POST, PATH, this::start)
        .houseRoute(HttpMethod.DELETE, PATH, request -> cancel())
        .houseRoute(
            HttpMethod.GET,
            PATH + "/report",
            request -> file(RunFiles::report, "text/html; charset=utf-8"))
        .houseRoute(
            HttpMethod.GET, PATH + "/run", request -> file(RunFiles::json, "application/json"));
  }

  /** What somebody who comes later has missed; a result without anything when there is none. */
  void tell(Audience one) {
    if (isThere()) {
      one.hear("experiment", progress.now());
      one.hear("result", result == null ? new JsonObject() : result);
    }
  }

  /** A trace that a claim of the last run names, when it was kept. */
  Optional<JsonObject> evidence(String traceId) {
    return Optional.ofNullable(evidence.get(traceId));
  }

  /** Ends a run; done when the lab is left alone. */
  Future<?> stop() {
    stopping = true;
    breakOff();
    return over;
  }

  private boolean isThere() {
    return desk.lab().proof() != null;
  }

  private JsonObject both() {
    return new JsonObject().put("now", progress.now()).put("result", result);
  }

  private Future<?> start(Request request) {
    var settings = settings(request.json());
    var experiment =
        desk.lab()
            .experiment(settings)
            .orElseThrow(() -> Problem.conflict("this lab has no experiment yet"));
    turn.take(Turn.Holder.EXPERIMENT);
    over = perform(experiment, settings);
    return Future.succeededFuture(Reply.accepted(progress.now()));
  }

  private static Settings settings(JsonObject wanted) {
    Problem.refuseUnknown(wanted.fieldNames(), List.of(QUICK.name(), SEED.name()));
    var quick = QUICK.parse(wanted.getValue(QUICK.name(), QUICK.initial()));
    var seed =
        wanted.containsKey(SEED.name()) ? SEED.parse(wanted.getValue(SEED.name())) : Seeds.any();
    return new Settings(seed, quick);
  }

  private Future<?> perform(Experiment experiment, Settings settings) {
    var page = runner.vertx().getOrCreateContext();
    var apart = new Apart<ExperimentResult>(page);
    trial = apart;
    progress.begin(settings);
    return defaults
        .restore()
        .onSuccess(progress::found)
        .compose(
            ready ->
                apart.run(
                    own ->
                        Trial.run(
                            own,
                            experiment,
                            desk.deployment(),
                            settings,
                            progress.heardFrom(page))))
        .onComplete(measured -> trialIsOver())
        .compose(this::keep)
        .eventually(this::putBack)
        .onComplete(
            done -> end("done", null),
            failure -> end(String.valueOf(failure.getMessage()), failure))
        .otherwiseEmpty();
  }

  /** A lab that is being stopped is left alone. */
  private Future<List<String>> putBack() {
    progress.does("putting everything back");
    return stopping ? Future.succeededFuture(List.of()) : defaults.restore();
  }

  private void trialIsOver() {
    trial = null;
    progress.hearNoMore();
  }

  private Future<RunFiles> keep(ExperimentResult found) {
    evidence.clear();
    found.claims().stream()
        .flatMap(claim -> claim.evidence().stream())
        .flatMap(shown -> shown.requests().stream())
        .map(Evidence.Shown::traceId)
        .forEach(id -> traces.apply(id).ifPresent(trace -> evidence.put(id, trace)));
    progress.does("writing the report");
    return runner
        .vertx()
        .executeBlocking(() -> new RunFolders(desk.home()).keep(desk.lab().folder(), found))
        .onSuccess(
            written -> {
              files = written;
              result = RunSummary.of(found);
            });
  }

  private void end(String how, @Nullable Throwable failure) {
    turn.leave(Turn.Holder.EXPERIMENT);
    if (failure != null && !(failure instanceof Apart.BrokenOff)) {
      runner.telemetry().log().error("the experiment could not be run", failure);
    }
    progress.end(how);
    if (failure == null && result != null) {
      audience.hear("result", result);
    }
  }

  private Future<?> cancel() {
    if (!progress.isRunning()) {
      throw Problem.conflict("no experiment is running");
    }
    breakOff();
    return Future.succeededFuture(Reply.accepted(progress.now()));
  }

  private void breakOff() {
    if (trial != null) {
      trial.breakOff();
    }
  }

  private Future<Reply> file(Function<RunFiles, Path> which, String mediaType) {
    if (files == null) {
      throw Problem.notFound("no experiment has been run from this page");
    }
    return runner
        .vertx()
        .fileSystem()
        .readFile(which.apply(files).toString())
        .recover(gone -> Future.failedFuture(Problem.notFound("it has been removed from disk")))
        .map(
            text ->
                PageFiles.guarded(Reply.text(mediaType, text.toString()), REPORT_POLICY)
                    .header("Cache-Control", "no-store"));
  }
}
