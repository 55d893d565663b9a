package io.distributedlab.service.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a child prints is what its parent keeps. */
class TelemetryLinesTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TelemetryStore there = new TelemetryStore();
  private final TelemetryStore here = new TelemetryStore();
  private final List<LogLine> heard = new ArrayList<>();

  @Test
  void spansAndLogRecordsArriveAsTheyWere() {
    record(there);
    record(new TelemetryLines(new PrintStream(printed, true, UTF_8)));
    assertThat(printed.toString(UTF_8).lines())
        .allMatch(line -> TelemetryLines.read(line, here, heard::add));

    var sent = there.spans().getFirst();
    var kept = here.spans().getFirst();
    assertThat(kept.attributes()).isEqualTo(sent.attributes());
    assertThat(kept.name()).isEqualTo("work");
    assertThat(kept.failed()).isTrue();
    assertThat(kept.statusDescription()).isEqualTo(sent.statusDescription());
    assertThat(kept.events()).hasSameSizeAs(sent.events());
    assertThat(kept.events().getFirst().name()).isEqualTo("half done");
    assertThat(kept.events().getFirst().attributes()).isEqualTo(Map.of("n", 1L));
    assertThat(kept.durationMs()).isPositive();
    assertThat(here.trace(kept.traceId()).orElseThrow().spans()).hasSize(1);

    assertThat(here.logs(kept.traceId())).isEqualTo(heard);
    assertThat(heard.getFirst().message()).isEqualTo("line\nbreak");
    assertThat(heard.getFirst().attributes()).isEqualTo(there.logs().getFirst().attributes());
  }

  @Test
  void otherLinesAreLeftAlone() {
    assertThat(TelemetryLines.read("Ready to accept connections", here, heard::add)).isFalse();
    assertThat(here.logs()).isEmpty();
  }

  private static void record(TelemetrySink sink) {
    var telemetry =
        Telemetry.create(new TelemetryConfig("child", "lab", sink, false, 1).withEnv(Map.of()));
    telemetry
        .span(
            "work",
            span -> {
              span.setAttribute("long", 41)
                  .setAttribute("double", 0.5)
                  .setAttribute("flag", true)
                  .setAttribute("text", "ä \"quoted\"")
                  .setAttribute(AttributeKey.stringArrayKey("list"), List.of("a", "b"))
                  .addEvent("half done", Attributes.of(AttributeKey.longKey("n"), 1L));
              telemetry
                  .log()
                  .warn("line\nbreak", Log.with("message", "hidden").and("big", 1L << 40));
              return Future.failedFuture(new IllegalStateException("full"));
            })
        .otherwiseEmpty();
  }
}
