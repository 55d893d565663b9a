package io.distributedlab.service.telemetry;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an OpenTelemetry collector sends by OTLP/HTTP in its JSON encoding (OpenTelemetry
 * Protocol Specification 1.x, "JSON Protobuf Encoding"): ids are hexadecimal, 64-bit integers are
 * texts, enumerations are numbers.
 *
 * <p>Every method throws an {@link IllegalArgumentException} or a {@link ClassCastException} when
 * the message is not of that form; nothing of it is kept then.
 */
public final class OtlpJson {
  private static final List<String> KINDS =
      List.of("INTERNAL", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
  private static final List<String> STATUSES = List.of("UNSET", "OK", "ERROR");

  private OtlpJson() {}

  /** Keeps the spans of an ExportTraceServiceRequest. */
  public static void spans(JsonObject request, TelemetryStore store) {
    records(request, "resourceSpans", "scopeSpans", "spans", OtlpJson::span)
        .toList()
        .forEach(store::add);
  }

  /** Keeps the log records of an ExportLogsServiceRequest. */
  public static void logs(JsonObject request, TelemetryStore store) {
    records(request, "resourceLogs", "scopeLogs", "logRecords", OtlpJson::log)
        .toList()
        .forEach(store::add);
  }

  private interface Reading<T> {
    T read(String service, JsonObject json);
  }

  private static <T> Stream<T> records(
      JsonObject request, String resources, String scopes, String records, Reading<T> reading) {
    return objects(request, resources)
        .flatMap(
            resource -> {
              var service = service(resource);
              return objects(resource, scopes)
                  .flatMap(scope -> objects(scope, records))
                  .map(json -> reading.read(service, json));
            });
  }

  private static String service(JsonObject resource) {
    var attributes = attributes(resource.getJsonObject("resource", new JsonObject()));
    return String.valueOf(attributes.getOrDefault("service.name", "unknown"));
  }

  private static SpanRecord span(String service, JsonObject json) {
    var start = nanos(json, "startTimeUnixNano");
    var status = json.getJsonObject("status", new JsonObject());
    return new SpanRecord(
        required(json, "traceId"),
        required(json, "spanId"),
        id(json, "parentSpanId"),
        service,
        json.getString("name", ""),
        name(KINDS, json.getInteger("kind", 0)),
        SpanRecord.instant(start),
        (nanos(json, "endTimeUnixNano") - start) / 1e6,
        name(STATUSES, status.getInteger("code", 0)),
        status.getString("message", ""),
        attributes(json),
        objects(json, "events").map(OtlpJson::event).toList(),
        objects(json, "links")
            .map(l -> new SpanRecord.Link(required(l, "traceId"), required(l, "spanId")))
            .toList());
  }

  private static SpanRecord.Event event(JsonObject json) {
    return new SpanRecord.Event(
        json.getString("name", ""), time(json, "timeUnixNano"), attributes(json));
  }

  private static LogLine log(String service, JsonObject json) {
    return new LogLine(
        time(json, json.containsKey("timeUnixNano") ? "timeUnixNano" : "observedTimeUnixNano"),
        json.getString("severityText", ""),
        service,
        String.valueOf(
            Objects.requireNonNullElse(value(json.getJsonObject("body", new JsonObject())), "")),
        id(json, "traceId"),
        id(json, "spanId"),
        attributes(json));
  }

  private static Map<String, Object> attributes(JsonObject json) {
    return pairs(objects(json, "attributes"));
  }

  private static Map<String, Object> pairs(Stream<JsonObject> all) {
    var attributes = new LinkedHashMap<String, Object>();
    all.forEach(
        one -> {
          var value = value(one.getJsonObject("value", new JsonObject()));
          if (value != null) {
            attributes.put(one.getString("key", ""), value);
          }
        });
    return attributes;
  }

  /** Of an AnyValue; null for an empty one. */
  private static @Nullable Object value(JsonObject any) {
    return any.stream().findFirst().map(one -> value(one.getKey(), one.getValue())).orElse(null);
  }

  private static Object value(String type, Object value) {
    return switch (type) {
      case "intValue" -> Long.parseLong(value.toString());
      case "arrayValue" -> list((JsonObject) value);
      case "kvlistValue" -> new JsonObject(pairs(objects((JsonObject) value, "values")));
      default -> value;
    };
  }

  private static List<Object> list(JsonObject array) {
    return objects(array, "values").map(OtlpJson::value).<Object>map(String::valueOf).toList();
  }

  private static Stream<JsonObject> objects(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
  }

  private static Instant time(JsonObject json, String name) {
    return SpanRecord.instant(nanos(json, name));
  }

  private static long nanos(JsonObject json, String name) {
    return Long.parseLong(json.getValue(name, "0").toString());
  }

  private static String required(JsonObject json, String name) {
    var id = id(json, name);
    if (id == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return id;
  }

  /** An id in lower case; null where there is none. */
  private static @Nullable String id(JsonObject json, String name) {
    var id = json.getString(name, "");
    if (!id.matches("[0-9a-fA-F]*")) {
      throw new IllegalArgumentException(name + " is not hexadecimal");
    }
    return id.isEmpty() ? null : id.toLowerCase(Locale.ROOT);
  }

  private static String name(List<String> names, int number) {
    return number >= 0 && number < names.size() ? names.get(number) : names.getFirst();
  }
}
