package io.distributedlab.runner.story;

import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.TraceRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Jaeger answers under {@code /api/traces}: times in µs since the epoch, the parent as a
 * reference {@code CHILD_OF} within the trace, links as the other references, events as logs whose
 * field {@code event} is the name. Kind and status are tags.
 */
final class JaegerJson {
  private static final String EVENT = "event";

  private JaegerJson() {}

  static List<TraceRecord> traces(JsonObject answer) {
    return objects(answer, "data").map(JaegerJson::trace).toList();
  }

  private static TraceRecord trace(JsonObject trace) {
    var processes = trace.getJsonObject("processes");
    return new TraceRecord(
        trace.getString("traceID"),
        objects(trace, "spans")
            .map(span -> span(span, processes.getJsonObject(span.getString("processID"))))
            .sorted(Comparator.comparing(SpanRecord::start))
            .toList());
  }

  private static SpanRecord span(JsonObject span, JsonObject process) {
    var tags = values(span, "tags");
    var parent = objects(span, "references").filter(one -> isParent(one, span)).findFirst();
    return new SpanRecord(
        span.getString("traceID"),
        span.getString("spanID"),
        parent.map(one -> one.getString("spanID")).orElse(null),
        process.getString("serviceName"),
        span.getString("operationName"),
        text(tags.get("span.kind"), "internal").toUpperCase(Locale.ROOT),
        time(span.getLong("startTime")),
        span.getLong("duration") / 1e3,
        status(tags),
        text(tags.get("otel.status_description"), ""),
        tags,
        objects(span, "logs").map(JaegerJson::event).toList(),
        objects(span, "references")
            .filter(one -> !isParent(one, span))
            .map(one -> new SpanRecord.Link(one.getString("traceID"), one.getString("spanID")))
            .toList());
  }

  private static boolean isParent(JsonObject reference, JsonObject span) {
    return reference.getString("refType").equals("CHILD_OF")
        && reference.getString("traceID").equals(span.getString("traceID"));
  }

  private static String status(Map<String, Object> tags) {
    return Boolean.TRUE.equals(tags.get("error"))
        ? "ERROR"
        : text(tags.get("otel.status_code"), "UNSET");
  }

  private static SpanRecord.Event event(JsonObject log) {
    var fields = values(log, "fields");
    var name = text(fields.remove(EVENT), "");
    return new SpanRecord.Event(name, time(log.getLong("timestamp")), fields);
  }

  private static Map<String, Object> values(JsonObject from, String name) {
    var values = new LinkedHashMap<String, Object>();
    objects(from, name).forEach(tag -> values.put(tag.getString("key"), tag.getValue("value")));
    return values;
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Stream<JsonObject> objects(JsonObject from, String name) {
    var array = from.getJsonArray(name);
    return (array == null ? new JsonArray() : array).stream().map(JsonObject.class::cast);
  }
}
