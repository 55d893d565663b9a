package io.distributedlab.runner.page;

import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.distributedlab.service.telemetry.TraceQuery;
import io.distributedlab.service.telemetry.TraceRecord;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The traces and logs of all services, as far as they are kept.
 *
 * <ul>
 *   <li>{@code GET /admin/traces?status=&min_ms=&service=&variant=&order=&limit=&spans=} a list,
 *       newest or slowest first; {@code spans=false} leaves out the spans
 *   <li>{@code GET /admin/traces/:id} one trace with its spans and log records, and where Jaeger
 *       has it, when spans are exported
 *   <li>{@code GET /admin/logs?trace_id=} the log records of a trace in order, or all, newest first
 *   <li>{@code GET /admin/telemetry} how many spans and log records have come ({@code received}),
 *       and for how long one may be on its way ({@code delay_ms}, 0 in one process)
 * </ul>
 */
public final class Traces {
  private enum Status {
    ALL,
    FAILED
  }

  private static final Knob<Integer> LIMIT =
      Knob.integer("limit", 50, 1, 10_000, "how many to show");
  private static final Knob<Status> STATUS =
      Knob.choice("status", Status.ALL, "failed: with a span that failed");
  private static final Knob<Double> MIN_MS =
      Knob.decimal("min_ms", 0, 0, 3_600_000, "that took at least so long, in ms");
  private static final Knob<TraceQuery.Order> ORDER =
      Knob.choice("order", TraceQuery.Order.NEWEST, "which come first");
  private static final Knob<Boolean> SPANS = Knob.flag("spans", true, "whether with all spans");

  private static final String EXPORTED_TO = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String JAEGER_PORT = "JAEGER_PORT";

  private final Vertx vertx;
  private final TelemetryStore store;
  private final Function<String, Optional<JsonObject>> evidence;
  private final Duration delay;
  private final Map<String, String> env;

  /**
   * @param vertx looks through the store on its worker threads: ten thousand traces take their time
   * @param evidence a trace that is kept longer than the store keeps it, by its id
   * @param delay for how long a span or log record may be on its way to the store
   * @param env {@code OTEL_EXPORTER_OTLP_ENDPOINT} says whether spans are exported at all, {@code
   *     JAEGER_PORT} where the Jaeger of the containers then shows them, 16686 if it does not say
   */
  public Traces(
      Vertx vertx,
      TelemetryStore store,
      Function<String, Optional<JsonObject>> evidence,
      Duration delay,
      Map<String, String> env) {
    this.vertx = vertx;
    this.store = store;
    this.evidence = evidence;
    this.delay = delay;
    this.env = Map.copyOf(env);
  }

  /** Adds the routes. */
  public void addTo(HttpService http) {
    http.houseRoute(HttpMethod.GET, "/admin/traces", this::list)
        .houseRoute(HttpMethod.GET, "/admin/traces/:id", this::one)
        .houseRoute(HttpMethod.GET, "/admin/logs", this::logs)
        .houseRoute(HttpMethod.GET, "/admin/telemetry", request -> arrival());
  }

  private Future<?> list(Request request) {
    var query =
        new TraceQuery(
            request.query(LIMIT),
            request.query("service"),
            request.query("variant"),
            request.query(STATUS) == Status.FAILED,
            request.query(MIN_MS),
            request.query(ORDER));
    var whole = request.query(SPANS);
    return vertx.executeBlocking(() -> told(store.traces(query), whole), false);
  }

  private Future<JsonObject> arrival() {
    return Future.succeededFuture(
        new JsonObject().put("received", store.received()).put("delay_ms", delay.toMillis()));
  }

  private static JsonArray told(List<TraceRecord> traces, boolean whole) {
    return new JsonArray(
        traces.stream().map(whole ? TraceRecord::toJson : TraceRecord::summary).toList());
  }

  private Future<?> one(Request request) {
    var id = request.param("id");
    var kept = evidence.apply(id);
    return vertx.executeBlocking(
        () ->
            store
                .traceJson(id)
                .or(() -> kept)
                .map(trace -> trace.copy().put("jaeger", inJaeger(id)))
                .orElseThrow(() -> Problem.notFound("no span of trace " + id + " is kept")),
        false);
  }

  private @Nullable String inJaeger(String id) {
    return env.getOrDefault(EXPORTED_TO, "").isBlank()
        ? null
        : "http://localhost:" + env.getOrDefault(JAEGER_PORT, "16686") + "/trace/" + id;
  }

  private Future<?> logs(Request request) {
    var traceId = request.query("trace_id");
    return vertx.executeBlocking(() -> store.logsJson(traceId), false);
  }
}
