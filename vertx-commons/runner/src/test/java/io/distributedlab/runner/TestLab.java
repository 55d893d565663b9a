package io.distributedlab.runner;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The lab on the class path of these tests: a front that asks a back. The seed of its experiment is
 * the exit code that it deserves: 1 broken, 3 inconclusive, otherwise it holds.
 */
public final class TestLab implements Lab {
  static final String FOLDER = "test-lab";

  private static final List<Exercise> EXERCISES =
      List.of(
          Exercise.predict("The share", "Which share of the questions is answered?")
              .hints("A nudge.", "A step.", "Almost the answer.")
              .model("All of them.")
              .check(
                  Check.numbers(TestLab::experiment, Check.Asked.within(0.1, "answered", "of 1"))),
          Exercise.code("The answer", "Let the back answer.")
              .hints("A nudge.", "A step.", "Almost the answer.")
              .model("42")
              .check(
                  Check.ofTheClass(
                      "io/distributedlab/runner/TestLab.java",
                      TestLab::experiment,
                      Map.of("every question is answered", "A question is not two answers."))),
          Exercise.tune("The running lab", "Start it.")
              .hints("A nudge.", "A step.", "Almost the answer.")
              .model("Started.")
              .check(Check.onTheRunningLab(TestLab::experiment)),
          Exercise.design("Why", "Why is it 42?")
              .hints("A nudge.", "A step.", "Almost the answer.")
              .model("Because of the question.")
              .check(new Check.Comparison()));

  private static final TraceStory SLOW =
      TraceStory.naive(
          "It takes its time",
          TraceSearch.in("frontend"),
          SpanShape.span("frontend", "GET /api/items/:id"));

  private static final TraceStory WON =
      SLOW.against(
          "A copy wins",
          TraceSearch.in("hedger").tag("attempt", "2"),
          SpanShape.span("hedger", "GET /process").event("won", "attempt", 2));

  @Override
  public LabDescriptor descriptor() {
    return builder().build();
  }

  /** The lab without the last word, for tests that need it slightly different. */
  public static LabDescriptor.Builder builder() {
    return LabDescriptor.lab(0, FOLDER, "Test Lab")
        .question("Does the front hear from the back?")
        .stories(List.of(SLOW, WON))
        .service("front", 7010, Front::new)
        .service("back", 7011, Back::new)
        .entry("/api/ask")
        .experiment(TestLab::experiment)
        .exercises(EXERCISES)
        .panels(
            List.of(
                Panel.up("front"),
                Panel.timeseries("Latency", Unit.SECONDS)
                    .query("p99", "histogram_quantile(0.99, x)")
                    .predicted("p99", 0.115),
                Panel.logs("Logs", "{service_name=\"front\"}")));
  }

  private static Experiment experiment(Settings settings) {
    return Experiment.of(FOLDER, "Does the front hear from the back?")
        .phases(
            Phase.of("asking")
                .load(Load.get("front", "/api/ask").lasting(settings.seconds(20, 0.5)))
                .measure(run -> run.successShare("answered")))
        .settles("lab_inflight", 0)
        .claims(
            Claim.invariant("every question is answered")
                .that("answered")
                .is(settings.seed() == 1 ? 2 : 1)
                .needing(settings.seed() == 3 ? 1_000_000 : 1));
  }

  private static final class Front extends VerticleBase {
    private final Service service;

    Front(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      return service
          .http()
          .get(
              "/api/ask",
              request -> service.client("back").get("/answer").map(reply -> reply.json()))
          .listen();
    }
  }

  private static final class Back extends VerticleBase {
    private final Service service;

    Back(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      return service
          .http()
          .get("/answer", request -> Future.succeededFuture(new JsonObject().put("answer", 42)))
          .listen();
    }
  }
}
