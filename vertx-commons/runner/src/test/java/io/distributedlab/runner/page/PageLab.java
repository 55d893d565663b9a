package io.distributedlab.runner.page;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.TestLab;
import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;
import java.util.List;

/** A front that asks a back, with knobs and panels of every kind, and markup in its texts. */
final class PageLab {
  static final String MARKUP =
      "<script>document.title = 'owned'</script><img src=x onerror=alert(1)>";

  private enum Way {
    DIRECT,
    SAFE
  }

  private static final Knob<Integer> LOW = Knob.integer("low", 5, 1, 100, "the lower bound");
  private static final Knob<Integer> HIGH = Knob.integer("high", 50, 1, 100, "not below " + MARKUP);

  private PageLab() {}

  /**
   * Calm, the same again, and the back killed and restarted: in the quick run after 0.4 s, in the
   * full one after 20. Seed 1 breaks its claim.
   */
  private static Experiment experiment(Settings settings) {
    return Experiment.of("test-lab", MARKUP + "?")
        .phases(
            asking("calm", settings).fault("back", "latency_ms", 3).knob("front", "low", 7),
            asking("again", settings),
            Phase.of("killed")
                .load(Load.get("front", "/api/ask").lasting(settings.seconds(21, 0.5)))
                .at(Duration.ofMillis(50), Act.kill("back"))
                .at(settings.seconds(20, 0.4), Act.restart("back"))
                .measure(run -> run.successShare("answered while killed")))
        .claims(
            Claim.invariant("every question is answered " + MARKUP)
                .that("answered calm")
                .is(settings.seed() == 1 ? 2 : 1)
                .shownBy("calm", "again"));
  }

  private static Phase asking(String name, Settings settings) {
    return Phase.of(name)
        .load(Load.get("front", "/api/ask").lasting(settings.seconds(0.3, 0.3)))
        .measure(run -> run.successShare("answered " + name).predicted(1));
  }

  static LabDescriptor descriptor() {
    return TestLab.builder()
        .question(MARKUP + "?")
        .knobs(
            KnobSchema.of(
                    LOW,
                    HIGH,
                    Knob.choice("way", Way.DIRECT, "how"),
                    Knob.flag("on", true, "whether"))
                .ordered(LOW, HIGH))
        .experiment(PageLab::experiment)
        .panels(
            List.of(
                Panel.up("front"),
                Panel.up("back"),
                Panel.timeseries("Rate " + MARKUP, Unit.REQUESTS_PER_SECOND)
                    .query(
                        "{{service}} {{outcome}}",
                        "sum by (service, outcome) (rate(lab_http_server_requests_seconds_count[30s]))")
                    .predicted("limit", 100),
                Panel.stacked("Calls", Unit.REQUESTS_PER_SECOND)
                    .query(
                        "{{service}}",
                        "sum by (service) (rate(lab_http_server_requests_seconds_count[30s]))"),
                Panel.timeseries("Top", Unit.NUMBER).query("top", "topk(3, lab_inflight)"),
                Panel.text("Note", MARKUP),
                Panel.logs("Logs", "{service_name=\"front\"}")))
        .build();
  }
}
