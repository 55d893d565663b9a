package io.distributedlab.service.telemetry;

import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry as lines of text, for a service in a process of its own: it prints a line when a span
 * ends and when a record is logged, and whoever reads its output puts them into its store. A line
 * that was printed is there even when the process is killed right after it.
 */
public final class TelemetryLines implements TelemetrySink {
  private static final String SPAN = "@span ";
  private static final String LOG = "@log ";

  private final PrintStream out;

  /**
   * @param out takes whole lines, one after the other
   */
  public TelemetryLines(PrintStream out) {
    this.out = out;
  }

  /**
   * Reads a line of such output.
   *
   * @param logged hears of log records too
   * @return whether it was a span or a log record
   */
  public static boolean read(String line, TelemetryStore store, Consumer<LogLine> logged) {
    if (line.startsWith(SPAN)) {
      store.add(span(new JsonObject(line.substring(SPAN.length()))));
      return true;
    }
    if (line.startsWith(LOG)) {
      var log = log(new JsonObject(line.substring(LOG.length())));
      store.add(log);
      logged.accept(log);
      return true;
    }
    return false;
  }

  @Override
  public SpanProcessor spansOf(String service) {
    return new FinishedSpans(
        span -> out.println(SPAN + SpanRecord.of(service, span.toSpanData()).toJson().encode()));
  }

  @Override
  public LogRecordProcessor logsOf(String service) {
    return (context, log) ->
        out.println(LOG + json(LogLine.of(service, log.toLogRecordData())).encode());
  }

  /** Unlike {@link LogLine#toJson}, attributes apart, so that none can hide a field. */
  private static JsonObject json(LogLine log) {
    return new JsonObject()
        .put("timestamp", log.timestamp().toString())
        .put("level", log.level())
        .put("service", log.service())
        .put("message", log.message())
        .put("trace_id", log.traceId())
        .put("span_id", log.spanId())
        .put("attributes", new JsonObject(log.attributes()));
  }

  private static LogLine log(JsonObject json) {
    return new LogLine(
        Instant.parse(json.getString("timestamp")),
        json.getString("level"),
        json.getString("service"),
        json.getString("message"),
        json.getString("trace_id"),
        json.getString("span_id"),
        attributes(json));
  }

  private static SpanRecord span(JsonObject json) {
    return new SpanRecord(
        json.getString("traceId"),
        json.getString("spanId"),
        json.getString("parentSpanId"),
        json.getString("service"),
        json.getString("name"),
        json.getString("kind"),
        Instant.parse(json.getString("start")),
        json.getDouble("duration_ms"),
        json.getString("status"),
        json.getString("status_description"),
        attributes(json),
        each(json, "events", TelemetryLines::event),
        each(json, "links", TelemetryLines::link));
  }

  private static SpanRecord.Event event(JsonObject json) {
    return new SpanRecord.Event(
        json.getString("name"), Instant.parse(json.getString("time")), attributes(json));
  }

  private static SpanRecord.Link link(JsonObject json) {
    return new SpanRecord.Link(json.getString("traceId"), json.getString("spanId"));
  }

  private static <T> List<T> each(JsonObject json, String name, Function<JsonObject, T> read) {
    return json.getJsonArray(name).stream().map(JsonObject.class::cast).map(read).toList();
  }

  private static Map<String, Object> attributes(JsonObject json) {
    var attributes = new LinkedHashMap<String, Object>();
    json.getJsonObject("attributes").forEach(one -> attributes.put(one.getKey(), value(one)));
    return attributes;
  }

  private static Object value(Map.Entry<String, Object> attribute) {
    return value(attribute.getValue());
  }

  /** Whole numbers are longs, as OpenTelemetry has them. */
  private static Object value(@Nullable Object json) {
    return switch (json) {
      case null -> "";
      case Integer number -> number.longValue();
      case JsonArray array -> array.stream().map(TelemetryLines::value).toList();
      default -> json;
    };
  }
}
