package io.distributedlab.experiment;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One trace as the console's {@code /admin/traces} tells it. */
public record Trace(String traceId, List<Span> spans) {
  /**
   * @param parentSpanId null for a root
   * @param status UNSET, OK or ERROR
   */
  public record Span(
      String spanId,
      @Nullable String parentSpanId,
      String service,
      String name,
      String kind,
      Instant start,
      double durationMs,
      String status,
      JsonObject attributes,
      List<String> events) {}

  static List<Trace> parse(JsonArray traces) {
    return objects(traces).map(Trace::parse).toList();
  }

  static Trace parse(JsonObject trace) {
    return new Trace(
        trace.getString("traceId"), objects(trace.getJsonArray("spans")).map(Trace::span).toList());
  }

  /** When its first span began. */
  public Instant start() {
    return spans.stream().map(Span::start).min(Comparator.naturalOrder()).orElse(Instant.MAX);
  }

  /** Spans without a parent. */
  public List<Span> roots() {
    return spans.stream().filter(span -> span.parentSpanId == null).toList();
  }

  /** Spans whose parent is not here. */
  public List<Span> orphans() {
    var known = spans.stream().map(Span::spanId).collect(Collectors.toSet());
    return spans.stream()
        .filter(span -> span.parentSpanId != null && !known.contains(span.parentSpanId))
        .toList();
  }

  public Set<String> services() {
    return spans.stream().map(Span::service).collect(Collectors.toSet());
  }

  public boolean whole() {
    return roots().size() == 1 && orphans().isEmpty();
  }

  private static Span span(JsonObject span) {
    return new Span(
        span.getString("spanId"),
        span.getString("parentSpanId"),
        span.getString("service"),
        span.getString("name"),
        span.getString("kind"),
        Instant.parse(span.getString("start")),
        span.getDouble("duration_ms"),
        span.getString("status"),
        span.getJsonObject("attributes", new JsonObject()),
        objects(span.getJsonArray("events", new JsonArray()))
            .map(event -> event.getString("name"))
            .toList());
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
