package io.distributedlab.service.telemetry;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The finished spans of one trace, at least one, by start.
 *
 * @param traceId 32 hexadecimal digits
 */
public record TraceRecord(String traceId, List<SpanRecord> spans) {

  static TraceRecord of(String traceId, List<SpanRecord> spans) {
    return new TraceRecord(
        traceId, spans.stream().sorted(Comparator.comparing(SpanRecord::start)).toList());
  }

  /** The spans whose parent is not among the spans: exactly one when the trace is whole. */
  public List<SpanRecord> roots() {
    var ids = spans.stream().map(SpanRecord::spanId).collect(Collectors.toSet());
    return spans.stream().filter(span -> !ids.contains(span.parentSpanId())).toList();
  }

  /** The services the trace passed, in the order in which it reached them. */
  public List<String> services() {
    return spans.stream().map(SpanRecord::service).distinct().toList();
  }

  /** From the first start to the last end, in milliseconds. */
  public double durationMs() {
    var end = spans.stream().map(SpanRecord::end).max(Comparator.naturalOrder()).orElseThrow();
    return Duration.between(spans.getFirst().start(), end).toNanos() / 1e6;
  }

  /** The variants of the lab that its spans are of, in the order in which it came to them. */
  public List<String> variants() {
    return spans.stream()
        .map(SpanRecord::variant)
        .filter(Predicate.not(String::isEmpty))
        .distinct()
        .toList();
  }

  /** The trace as JSON: the summary, then the spans. */
  public JsonObject toJson() {
    return summary().put("spans", new JsonArray(spans.stream().map(SpanRecord::toJson).toList()));
  }

  /** The trace in a line: its first root, and what its spans add up to. */
  public JsonObject summary() {
    var root = roots().getFirst();
    return new JsonObject()
        .put("traceId", traceId)
        .put("name", root.name())
        .put("service", root.service())
        .put("begun", root.parentSpanId() == null)
        .put("start", spans.getFirst().start().toString())
        .put("duration_ms", durationMs())
        .put("services", new JsonArray(services()))
        .put("variants", new JsonArray(variants()))
        .put("errors", spans.stream().filter(SpanRecord::failed).count())
        .put("span_count", spans.size());
  }
}
