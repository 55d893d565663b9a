package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One log record.
 *
 * @param level INFO, WARN or ERROR
 * @param traceId null when the line belongs to no trace, like {@code spanId}
 */
public record LogLine(
    Instant timestamp,
    String level,
    String service,
    String message,
    @Nullable String traceId,
    @Nullable String spanId,
    Map<String, Object> attributes) {

  static LogLine of(String service, LogRecordData data) {
    SpanContext span = data.getSpanContext();
    Value<?> body = data.getBodyValue();
    return new LogLine(
        SpanRecord.instant(data.getTimestampEpochNanos()),
        String.valueOf(data.getSeverityText()),
        service,
        body == null ? "" : body.asString(),
        span.isValid() ? span.getTraceId() : null,
        span.isValid() ? span.getSpanId() : null,
        SpanRecord.map(data.getAttributes()));
  }

  /** The line as it is printed: fixed fields first, then the attributes. */
  public JsonObject toJson() {
    var json =
        new JsonObject()
            .put("timestamp", timestamp.toString())
            .put("level", level)
            .put("service", service)
            .put("message", message);
    if (traceId != null) {
      json.put("trace_id", traceId).put("span_id", spanId);
    }
    attributes.forEach(json::put);
    return json;
  }
}
