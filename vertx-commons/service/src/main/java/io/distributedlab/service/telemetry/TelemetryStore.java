package io.distributedlab.service.telemetry;

import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest finished spans and log records of all services of this process, and of its children.
 * What does not fit pushes out the oldest. Writing stores a reference; records and JSON are made
 * when they are asked for.
 */
public final class TelemetryStore implements TelemetrySink {
  private static final int SPANS = 20_000;
  private static final int LOGS = 10_000;

  private final Ring<FinishedSpan> spans;
  private final Ring<EmittedLog> logs;

  /** Keeps 20 000 spans and 10 000 log records. */
  public TelemetryStore() {
    this(SPANS, LOGS);
  }

  /**
   * @param spans number of spans to keep
   * @param logs number of log records to keep
   */
  public TelemetryStore(int spans, int logs) {
    this.spans = new Ring<>(spans);
    this.logs = new Ring<>(logs);
  }

  /** All spans, the one that ended last first. */
  public List<SpanRecord> spans() {
    return spans.newestFirst().stream().map(FinishedSpan::toRecord).toList();
  }

  /**
   * The newest traces, the one with the last ended span first.
   *
   * @param limit how many
   * @param service only traces that passed this service; null for all
   */
  public List<TraceRecord> traces(int limit, @Nullable String service) {
    var byTrace = new LinkedHashMap<String, List<FinishedSpan>>();
    for (var span : spans.newestFirst()) {
      byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
    }
    return byTrace.entrySet().stream()
        .filter(trace -> service == null || passed(trace.getValue(), service))
        .limit(limit)
        .map(trace -> trace(trace.getKey(), trace.getValue()))
        .toList();
  }

  /** One trace, or empty when none of its spans is here. */
  public Optional<TraceRecord> trace(String traceId) {
    var found = spans.newestFirst().stream().filter(s -> s.traceId().equals(traceId)).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(trace(traceId, found));
  }

  /** All log records, newest first. */
  public List<LogLine> logs() {
    return logs(line -> true);
  }

  /** The log records of one trace, in the order in which they were written. */
  public List<LogLine> logs(String traceId) {
    return logs(log -> log.traceId().equals(traceId)).reversed();
  }

  /** {@link #traces(int, String)} as JSON. */
  public JsonArray tracesJson(int limit, @Nullable String service) {
    return new JsonArray(traces(limit, service).stream().map(TraceRecord::toJson).toList());
  }

  /** {@link #trace(String)} as JSON, with the log records of the trace. */
  public Optional<JsonObject> traceJson(String traceId) {
    return trace(traceId).map(trace -> trace.toJson().put("logs", logsJson(traceId)));
  }

  /**
   * The log records of a trace in the order in which they were written, or the newest of all.
   *
   * @param traceId null for all, newest first
   */
  public JsonArray logsJson(@Nullable String traceId) {
    var lines = traceId == null ? logs() : logs(traceId);
    return new JsonArray(lines.stream().map(LogLine::toJson).toList());
  }

  /** Forgets everything. */
  public void clear() {
    spans.clear();
    logs.clear();
  }

  @Override
  public SpanProcessor spansOf(String service) {
    return new FinishedSpans(
        span ->
            spans.add(
                new FinishedSpan(
                    service,
                    span.getSpanContext().getTraceId(),
                    () -> SpanRecord.of(service, span.toSpanData()))));
  }

  @Override
  public LogRecordProcessor logsOf(String service) {
    return (context, log) ->
        logs.add(
            new EmittedLog(
                log.getSpanContext().getTraceId(),
                () -> LogLine.of(service, log.toLogRecordData())));
  }

  /** Keeps a span of another process. */
  void add(SpanRecord span) {
    spans.add(new FinishedSpan(span.service(), span.traceId(), () -> span));
  }

  /** Keeps a log record of another process. */
  void add(LogLine line) {
    logs.add(new EmittedLog(Objects.requireNonNullElse(line.traceId(), ""), () -> line));
  }

  private List<LogLine> logs(Predicate<EmittedLog> filter) {
    return logs.newestFirst().stream().filter(filter).map(EmittedLog::toLine).toList();
  }

  private static boolean passed(List<FinishedSpan> spans, String service) {
    return spans.stream().anyMatch(span -> span.service().equals(service));
  }

  private static TraceRecord trace(String traceId, List<FinishedSpan> spans) {
    return TraceRecord.of(traceId, spans.stream().map(FinishedSpan::toRecord).toList());
  }

  private record FinishedSpan(String service, String traceId, Supplier<SpanRecord> record) {
    SpanRecord toRecord() {
      return record.get();
    }
  }

  private record EmittedLog(String traceId, Supplier<LogLine> line) {
    LogLine toLine() {
      return line.get();
    }
  }
}
