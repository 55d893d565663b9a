package io.distributedlab.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TelemetryStoreTest {

  @Test
  void keepsTheNewestAndDropsTheOldest() {
    var store = new TelemetryStore(3, 2);
    var telemetry = telemetry("a", store);
    IntStream.range(0, 10)
        .forEach(
            i -> {
              telemetry.log().info("line " + i);
              telemetry.span("span " + i, span -> Future.succeededFuture());
            });
    assertThat(store.spans())
        .extracting(SpanRecord::name)
        .containsExactly("span 9", "span 8", "span 7");
    assertThat(store.logs()).extracting(LogLine::message).containsExactly("line 9", "line 8");
    store.clear();
    assertThat(store.spans()).isEmpty();
    assertThat(store.logs()).isEmpty();
  }

  @Test
  void groupsSpansByTraceNewestFirst() {
    var store = new TelemetryStore();
    var a = telemetry("a", store);
    var b = telemetry("b", store);
    a.span("first", span -> Future.succeededFuture());
    a.span("second", span -> b.span("inner", s -> Future.succeededFuture()));
    a.span("third", span -> Future.succeededFuture());

    assertThat(store.traces(2, null))
        .extracting(trace -> trace.roots().getFirst().name())
        .containsExactly("third", "second");
    assertThat(store.traces(10, "b")).hasSize(1);
    var second = store.traces(10, "b").getFirst();
    assertThat(second.services()).containsExactly("a", "b");
    assertThat(second.spans()).extracting(SpanRecord::name).containsExactly("second", "inner");
    assertThat(store.trace(second.traceId())).contains(second);
    assertThat(store.trace("00000000000000000000000000000000")).isEmpty();
  }

  @Test
  void traceReadsAsJson() {
    var store = new TelemetryStore();
    var telemetry = telemetry("a", store);
    telemetry.span(
        "work",
        span -> {
          span.setAttribute("lab.injected_ms", 41).addEvent("permit.denied");
          telemetry.log().info("inside");
          return Future.failedFuture(new IllegalStateException("full"));
        });
    var traceId = store.spans().getFirst().traceId();
    var trace = new JsonObject(store.traceJson(traceId).orElseThrow().encode());
    assertThat(trace.getString("name")).isEqualTo("work");
    assertThat(trace.getInteger("errors")).isEqualTo(1);
    assertThat(trace.getJsonArray("logs").getJsonObject(0).getString("trace_id"))
        .isEqualTo(traceId);
    var span = trace.getJsonArray("spans").getJsonObject(0);
    assertThat(span.fieldNames())
        .contains(
            "traceId",
            "spanId",
            "parentSpanId",
            "service",
            "name",
            "kind",
            "start",
            "duration_ms",
            "status",
            "attributes",
            "events",
            "links");
    assertThat(span.getString("status")).isEqualTo("ERROR");
    assertThat(span.getJsonObject("attributes").getInteger("lab.injected_ms")).isEqualTo(41);
    assertThat(span.getJsonArray("events").getJsonObject(0).getString("name"))
        .isEqualTo("permit.denied");
    assertThat(store.tracesJson(1, null)).hasSize(1);
  }

  private static Telemetry telemetry(String service, TelemetryStore store) {
    return Telemetry.create(new TelemetryConfig(service, "lab", store, false, 1).withEnv(Map.of()));
  }
}
