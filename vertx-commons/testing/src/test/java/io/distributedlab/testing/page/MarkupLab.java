package io.distributedlab.testing.page;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import io.distributedlab.service.Service;
import io.distributedlab.service.http.PeerReply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** A front that asks a back, with markup wherever a learner can put text. */
final class MarkupLab {
  static final String MARKUP =
      "<script>document.title = 'owned'</script><img src=x onerror=alert(1)>";

  private enum Way {
    DIRECT,
    SAFE
  }

  private static final Knob<Way> WAY = Knob.choice("way", Way.DIRECT, "how " + MARKUP);
  private static final Knob<Integer> LOW = Knob.integer("low", 5, 1, 100, "not above " + MARKUP);

  private MarkupLab() {}

  static LabDescriptor descriptor() {
    return LabDescriptor.lab(0, "markup-lab", "Markup Lab")
        .question(MARKUP + "?")
        .service("front", 7010, Front::new)
        .service("back", 7011, Back::new)
        .entry("/api/ask")
        .knobs(KnobSchema.of(WAY, LOW))
        .experiment(settings -> experiment())
        .exercises(
            List.of(
                Exercise.design("Why " + MARKUP, "Say " + MARKUP)
                    .hints("A nudge " + MARKUP, "A step.", "Almost.")
                    .model("Because " + MARKUP)
                    .check(new Check.Comparison())))
        .panels(
            List.of(
                Panel.up("front"),
                Panel.up("back"),
                Panel.timeseries("Rate " + MARKUP, Unit.REQUESTS_PER_SECOND)
                    .query(
                        "{{service}} {{outcome}}",
                        "sum by (service, outcome)"
                            + " (rate(lab_http_server_requests_seconds_count[30s]))")
                    .predicted("limit", 100),
                Panel.stacked("Calls", Unit.REQUESTS_PER_SECOND)
                    .query(
                        "{{service}}",
                        "sum by (service) (rate(lab_http_server_requests_seconds_count[30s]))"),
                Panel.text("Note", MARKUP)))
        .build();
  }

  private static Experiment experiment() {
    return Experiment.of("markup-lab", MARKUP + "?")
        .phases(
            Phase.of("calm")
                .load(Load.get("front", "/api/ask").lasting(Duration.ofSeconds(1)))
                .measure(run -> run.successShare("answered " + MARKUP).predicted(1)))
        .claims(
            Claim.invariant("every question is answered " + MARKUP)
                .that("answered " + MARKUP)
                .is(1)
                .shownBy("calm", "calm"));
  }

  private static final class Front extends VerticleBase {
    private final Service service;

    Front(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      return service.http().get("/api/ask", this::ask).listen();
    }

    private Future<JsonObject> ask(Request request) {
      service.knobs().variant(WAY, request);
      return service
          .telemetry()
          .span(
              MARKUP,
              span -> {
                span.setAttribute(MARKUP, MARKUP).addEvent(MARKUP);
                service.telemetry().log().info(MARKUP, Log.with(MARKUP, MARKUP));
                return service.client("back").get("/answer").map(PeerReply::json);
              });
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
