package io.distributedlab.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.TraceQuery.Order;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelemetryStoreTest {

  @Test
  void keepsTheNewestAndDropsTheOldest() {
    var store = new TelemetryStore(3, 2, 0);
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
  void tracesAreFoundByWhatTheyAreAndInTheOrderAskedFor() {
    var store = new TelemetryStore();
    add(store, "fast", span("fast").ended(0, 2));
    add(store, "slow", span("slow").ended(1, 40));
    add(store, "wrong", span("wrong").ended(2, 9).failing());
    add(store, "safe", span("safe").ended(3, 5).variant("safe"));

    assertThat(found(store, null, false, 0, Order.NEWEST))
        .containsExactly("safe", "wrong", "slow", "fast");
    assertThat(found(store, null, false, 0, Order.SLOWEST))
        .containsExactly("slow", "wrong", "safe", "fast");
    assertThat(found(store, null, true, 0, Order.NEWEST)).containsExactly("wrong");
    assertThat(found(store, null, false, 5, Order.NEWEST)).containsExactly("safe", "wrong", "slow");
    assertThat(found(store, "safe", false, 0, Order.NEWEST)).containsExactly("safe");
    assertThat(found(store, "other", false, 0, Order.NEWEST)).isEmpty();
  }

  /** Fast ones, a hundred a second, push everything out of the ring. */
  @Test
  void theSlowestAndTheFirstFailedOfASecondAreKeptLonger() {
    var store = new TelemetryStore(10, 10, 100);
    add(store, "slow", span("work").ended(0, 80), span("inner").in("work").ended(0, 70));
    add(store, "slower", span("work").ended(100, 90));
    add(store, "first", span("work").ended(200, 1).failing());
    add(store, "second", span("work").ended(300, 1).failing());
    store.add(line("slower", "why"));
    fill(store, 1000, 50);

    assertThat(store.trace("slow")).as("another was slower").isEmpty();
    assertThat(store.trace("second")).as("another failed before").isEmpty();
    assertThat(store.trace("slower")).isPresent();
    assertThat(store.logs("slower")).extracting(LogLine::message).containsExactly("why");
    assertThat(found(store, null, true, 0, Order.NEWEST)).containsExactly("first");
    assertThat(found(store, null, false, 0, Order.SLOWEST)).startsWith("slower");
  }

  @Test
  void keptTracesAreWholeAndOfEveryVariant() {
    var store = new TelemetryStore(10, 10, 100);
    var inner = span("inner").in("work").ended(0, 9);
    add(store, "naive", inner.variant("naive"), span("work").ended(0, 10).variant("naive"));
    add(store, "safe", inner.variant("safe"), span("work").ended(0, 3).variant("safe"));
    fill(store, 1000, 50);

    assertThat(store.trace("naive").orElseThrow().spans()).hasSize(2);
    assertThat(store.trace("safe").orElseThrow().spans()).hasSize(2);
    assertThat(store.trace("safe").orElseThrow().variants()).containsExactly("safe");
  }

  @Test
  void aFailedTraceStaysWhenASlowerOneComes() {
    var store = new TelemetryStore(10, 10, 100);
    var inner = span("inner").in("work").ended(0, 9);
    add(store, "saved", inner.failing(), span("work").ended(0, 10));
    add(store, "slower", inner, span("work").ended(10, 20));
    fill(store, 1000, 50);

    assertThat(store.trace("saved").orElseThrow().spans()).hasSize(2);
    assertThat(store.trace("slower").orElseThrow().spans()).hasSize(2);
  }

  @Test
  void whatIsKeptLongerIsBounded() {
    var store = new TelemetryStore(10, 10, 3);
    for (int second = 0; second < 8; second++) {
      add(store, "failed " + second, span("work").ended(second * 1000L, 5).failing());
      fill(store, second * 1000L + 10, 20);
    }
    assertThat(found(store, null, true, 0, Order.NEWEST)).hasSizeLessThanOrEqualTo(3);
    assertThat(store.trace("failed 0")).isEmpty();
    store.clear();
    assertThat(store.traces(10, null)).isEmpty();
  }

  private static void fill(TelemetryStore store, long fromMs, int count) {
    for (int i = 0; i < count; i++) {
      add(store, "fill " + fromMs + i, span("fill").ended(fromMs + i * 10L, 1));
      store.add(line("fill " + fromMs + i, "filled"));
    }
  }

  private static List<String> found(
      TelemetryStore store, @Nullable String variant, boolean failed, double minMs, Order order) {
    return store.traces(new TraceQuery(100, null, variant, failed, minMs, order)).stream()
        .map(TraceRecord::traceId)
        .toList();
  }

  private static void add(TelemetryStore store, String traceId, Spans... spans) {
    Stream.of(spans).forEach(span -> store.add(span.of(traceId)));
  }

  private static LogLine line(String traceId, String message) {
    return new LogLine(Instant.EPOCH, "INFO", "a", message, traceId, "span", Map.of());
  }

  private static Spans span(String name) {
    return new Spans(name, null, 0, 0, "UNSET", Map.of());
  }

  /** A span of a trace to be named; {@code endMs} since the epoch. */
  private record Spans(
      String name,
      @Nullable String parent,
      long endMs,
      long lengthMs,
      String status,
      Map<String, Object> attributes) {
    Spans in(String other) {
      return new Spans(name, other, endMs, lengthMs, status, attributes);
    }

    Spans ended(long at, long length) {
      return new Spans(name, parent, at, length, status, attributes);
    }

    Spans failing() {
      return new Spans(name, parent, endMs, lengthMs, "ERROR", attributes);
    }

    Spans variant(String variant) {
      return new Spans(name, parent, endMs, lengthMs, status, Map.of("lab.variant", variant));
    }

    SpanRecord of(String traceId) {
      var start = Instant.ofEpochMilli(endMs - lengthMs);
      return new SpanRecord(
          traceId,
          name,
          parent,
          "a",
          name,
          "SERVER",
          start,
          lengthMs,
          status,
          "",
          attributes,
          List.of(),
          List.of());
    }
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
  }

  private static Telemetry telemetry(String service, TelemetryStore store) {
    return Telemetry.create(new TelemetryConfig(service, "lab", store, false, 1).withEnv(Map.of()));
  }
}
