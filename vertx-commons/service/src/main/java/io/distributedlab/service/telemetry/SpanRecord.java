package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One finished span.
 *
 * @param parentSpanId null for the root of a trace
 * @param kind SERVER, CLIENT, PRODUCER, CONSUMER or INTERNAL
 * @param durationMs length in milliseconds
 * @param status UNSET, OK or ERROR
 * @param statusDescription what went wrong, empty when nothing was said
 */
public record SpanRecord(
    String traceId,
    String spanId,
    @Nullable String parentSpanId,
    String service,
    String name,
    String kind,
    Instant start,
    double durationMs,
    String status,
    String statusDescription,
    Map<String, Object> attributes,
    List<Event> events,
    List<Link> links) {
  static final String VARIANT = "lab.variant";

  /** Something that happened at one moment of a span. */
  public record Event(String name, Instant time, Map<String, Object> attributes) {
    JsonObject toJson() {
      return new JsonObject()
          .put("name", name)
          .put("time", time.toString())
          .put("attributes", new JsonObject(attributes));
    }
  }

  /** A span that this one is related to without being its child. */
  public record Link(String traceId, String spanId) {
    JsonObject toJson() {
      return new JsonObject().put("traceId", traceId).put("spanId", spanId);
    }
  }

  static SpanRecord of(String service, SpanData span) {
    return new SpanRecord(
        span.getTraceId(),
        span.getSpanId(),
        SpanId.isValid(span.getParentSpanId()) ? span.getParentSpanId() : null,
        service,
        span.getName(),
        span.getKind().name(),
        instant(span.getStartEpochNanos()),
        (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e6,
        span.getStatus().getStatusCode().name(),
        span.getStatus().getDescription(),
        map(span.getAttributes()),
        span.getEvents().stream().map(SpanRecord::event).toList(),
        span.getLinks().stream().map(SpanRecord::link).toList());
  }

  /** When the span ended. */
  public Instant end() {
    return start.plusNanos(Math.round(durationMs * 1e6));
  }

  /** Whether the span reports a failure. */
  public boolean failed() {
    return status.equals("ERROR");
  }

  /** The variant of the lab that it is of, empty when it does not say. */
  public String variant() {
    return attributes.get(VARIANT) instanceof String variant ? variant : "";
  }

  /** The span as JSON. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("traceId", traceId)
        .put("spanId", spanId)
        .put("parentSpanId", parentSpanId)
        .put("service", service)
        .put("name", name)
        .put("kind", kind)
        .put("start", start.toString())
        .put("duration_ms", durationMs)
        .put("status", status)
        .put("status_description", statusDescription)
        .put("attributes", new JsonObject(attributes))
        .put("events", new JsonArray(events.stream().map(Event::toJson).toList()))
        .put("links", new JsonArray(links.stream().map(Link::toJson).toList()));
  }

  static Instant instant(long epochNanos) {
    return Instant.EPOCH.plusNanos(epochNanos);
  }

  static Map<String, Object> map(Attributes attributes) {
    var map = new LinkedHashMap<String, Object>();
    attributes.forEach((key, value) -> map.put(key.getKey(), value));
    return map;
  }

  private static Event event(EventData event) {
    return new Event(event.getName(), instant(event.getEpochNanos()), map(event.getAttributes()));
  }

  private static Link link(LinkData link) {
    return new Link(link.getSpanContext().getTraceId(), link.getSpanContext().getSpanId());
  }
}
