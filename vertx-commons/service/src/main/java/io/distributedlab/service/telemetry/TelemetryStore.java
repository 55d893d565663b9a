package io.distributedlab.service.telemetry;

import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest finished spans and log records of all services of this process, and of its children.
 * What does not fit pushes out the oldest; of slow and of failed traces some are kept longer, as
 * {@link Keepsakes} tells. Writing stores a reference; records and JSON are made when they are
 * asked for.
 */
public final class TelemetryStore implements TelemetrySink {
  private static final int SPANS = 20_000;
  private static final int LOGS = 10_000;
  private static final int KEEPSAKES = 240;

  private final Ring<FinishedSpan> spans;
  private final Ring<EmittedLog> logs;
  private final Keepsakes keepsakes;

  /** Keeps 20 000 spans, 10 000 log records, and 240 traces longer than these. */
  public TelemetryStore() {
    this(SPANS, LOGS, KEEPSAKES);
  }

  /**
   * @param spans number of spans to keep
   * @param logs number of log records to keep
   * @param keepsakes number of slow and failed traces that may be kept longer
   */
  public TelemetryStore(int spans, int logs, int keepsakes) {
    this.spans = new Ring<>(spans);
    this.logs = new Ring<>(logs);
    this.keepsakes = new Keepsakes(keepsakes);
  }

  /** The newest spans, the one that ended last first. */
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
    return traces(TraceQuery.newest(limit, service));
  }

  /** The traces that a query asks for, in its order. */
  public List<TraceRecord> traces(TraceQuery query) {
    var found = byTrace().entrySet().stream().filter(trace -> query.matches(trace.getValue()));
    return query
        .ordered(found, Map.Entry::getValue)
        .limit(query.limit())
        .map(trace -> trace(trace.getKey(), trace.getValue()))
        .toList();
  }

  private Map<String, List<FinishedSpan>> byTrace() {
    var byTrace = new LinkedHashMap<String, List<FinishedSpan>>();
    for (var span : spans.newestFirst()) {
      byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
    }
    keepsakes
        .spans()
        .forEach((id, kept) -> byTrace.computeIfAbsent(id, i -> new ArrayList<>()).addAll(kept));
    return byTrace;
  }

  /** One trace, or empty when none of its spans is here. */
  public Optional<TraceRecord> trace(String traceId) {
    var found = new LinkedHashSet<FinishedSpan>();
    spans.newestFirst().stream().filter(span -> span.traceId().equals(traceId)).forEach(found::add);
    found.addAll(keepsakes.spans(traceId));
    return found.isEmpty() ? Optional.empty() : Optional.of(trace(traceId, List.copyOf(found)));
  }

  /** The newest log records, newest first. */
  public List<LogLine> logs() {
    return logs.newestFirst().stream().map(EmittedLog::toLine).toList();
  }

  /** The log records of one trace, in the order in which they were written. */
  public List<LogLine> logs(String traceId) {
    var here = logs.newestFirst().reversed().stream().filter(log -> log.traceId().equals(traceId));
    return Stream.concat(keepsakes.logs(traceId).stream(), here).map(EmittedLog::toLine).toList();
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

  /**
   * How many spans and log records have come since the start, whether or not they are still kept.
   */
  public long received() {
    return spans.added() + logs.added();
  }

  /** Forgets everything. */
  public void clear() {
    spans.clear();
    logs.clear();
    keepsakes.clear();
  }

  @Override
  public SpanProcessor spansOf(String service) {
    return new FinishedSpans(span -> add(FinishedSpan.of(service, span.toSpanData())));
  }

  @Override
  public LogRecordProcessor logsOf(String service) {
    return (context, log) ->
        add(
            new EmittedLog(
                log.getSpanContext().getTraceId(),
                () -> LogLine.of(service, log.toLogRecordData())));
  }

  /** Keeps a span of another process. */
  void add(SpanRecord span) {
    add(FinishedSpan.of(span));
  }

  /** Keeps a log record of another process. */
  void add(LogLine line) {
    add(new EmittedLog(Objects.requireNonNullElse(line.traceId(), ""), () -> line));
  }

  private void add(FinishedSpan span) {
    keepsakes.consider(span);
    keepsakes.take(spans.add(span));
  }

  private void add(EmittedLog log) {
    keepsakes.take(logs.add(log));
  }

  private static TraceRecord trace(String traceId, List<FinishedSpan> spans) {
    return TraceRecord.of(traceId, spans.stream().map(FinishedSpan::toRecord).toList());
  }
}
