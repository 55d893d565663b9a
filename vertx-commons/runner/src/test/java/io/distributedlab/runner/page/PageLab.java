package io.distributedlab.runner.page;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.TestLab;
import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
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
