package io.distributedlab.runner;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.runner.page.Live;
import io.distributedlab.runner.page.PageFiles;
import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.http.RequestHandler;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.OtlpJson;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What runs where, and what it told: the runner's own HTTP server. Embedded it listens on 127.0.0.1
 * only; in a container its port is published there.
 *
 * <ul>
 *   <li>{@code GET /} the lab, its services and backends, and useful addresses; for a browser the
 *       live page
 *   <li>{@code GET /admin/live} what the page shows, as server-sent events
 *   <li>{@code GET}, {@code PUT}, {@code DELETE /admin/services/:name/knobs} and {@code faults},
 *       passed on to that service of the lab
 *   <li>{@code PUT}, {@code DELETE /admin/load} begins and ends the page's own load
 *   <li>{@code GET /admin/traces?service=&limit=} newest first
 *   <li>{@code GET /admin/traces/:id} one trace with its spans and log records
 *   <li>{@code GET /admin/logs?trace_id=} the log records of a trace in order, or all, newest first
 *   <li>{@code POST /v1/traces}, {@code /v1/logs} in a container only: what a collector sends on,
 *       see {@link OtlpJson}
 * </ul>
 */
public final class RunnerServer extends VerticleBase {
  /** Its port before any offset. */
  public static final int PORT = 7070;

  static final String NAME = "runner";

  private static final Knob<Integer> LIMIT =
      Knob.integer("limit", 50, 1, 10_000, "how many to show");

  private final Service service;
  private final LabDescriptor lab;
  private final Directory directory;
  private final BackendAddresses backends;
  private final TelemetryStore store;
  private final boolean collecting;

  private RunnerServer(
      Service service,
      LabDescriptor lab,
      Directory directory,
      BackendAddresses backends,
      TelemetryStore store,
      boolean collecting) {
    this.service = service;
    this.lab = lab;
    this.directory = directory;
    this.backends = backends;
    this.store = store;
    this.collecting = collecting;
  }

  /** Starts the server of a deployment; stop the returned service to end it. */
  public static Future<Service> start(
      LabDescriptor lab, EmbeddedDeployment deployment, int portOffset) {
    var all = new LinkedHashMap<>(deployment.directory().addresses());
    all.putAll(Directory.loopback(Map.of(NAME, PORT), portOffset).addresses());
    var directory = new Directory(all);
    return Service.start(
        config("127.0.0.1", directory),
        service ->
            new RunnerServer(
                service,
                lab,
                directory,
                deployment.backends().addresses(),
                deployment.store(),
                false));
  }

  /** Starts the server in a container beside those of the services, each the host of its name. */
  static Future<Service> startBeside(LabDescriptor lab, BackendAddresses backends, String host) {
    var ports = new LinkedHashMap<>(lab.ports());
    ports.put(NAME, PORT);
    var directory = Directory.byName(ports);
    return Service.start(
        config(host, directory),
        service -> new RunnerServer(service, lab, directory, backends, new TelemetryStore(), true));
  }

  private static ServiceConfig config(String host, Directory directory) {
    return new ServiceConfig(NAME, host, directory, KnobSchema.NONE, null, Telemetry.off(NAME));
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(PageFiles::load).compose(this::listen);
  }

  private Future<?> listen(PageFiles page) {
    var http = service.http();
    page.addTo(http);
    new Live(service, lab).addTo(http);
    if (collecting) {
      http.houseRoute(HttpMethod.POST, "/v1/traces", collecting(OtlpJson::spans))
          .houseRoute(HttpMethod.POST, "/v1/logs", collecting(OtlpJson::logs));
    }
    return http.houseRoute(
            HttpMethod.GET,
            "/",
            request ->
                Future.succeededFuture(PageFiles.isAskedBy(request) ? page.index() : forPrograms()))
        .houseRoute(HttpMethod.GET, "/admin/traces", this::traces)
        .houseRoute(HttpMethod.GET, "/admin/traces/:id", this::trace)
        .houseRoute(HttpMethod.GET, "/admin/logs", this::logs)
        .listen();
  }

  private RequestHandler collecting(BiConsumer<JsonObject, TelemetryStore> read) {
    return request -> {
      try {
        read.accept(request.json(), store);
        return Future.succeededFuture(new JsonObject());
      } catch (IllegalArgumentException | ClassCastException e) {
        return Future.failedFuture(Problem.malformed("not OTLP in its JSON encoding"));
      }
    };
  }

  private Reply forPrograms() {
    return Reply.ok(index()).header("Vary", "Accept");
  }

  private JsonObject index() {
    var services = new JsonArray();
    directory
        .addresses()
        .forEach(
            (name, address) -> services.add(links(name, "http://localhost:" + address.port())));
    var runner = "http://localhost:" + service.port();
    return new JsonObject()
        .put("lab", lab.folder())
        .put("title", lab.title())
        .put("question", lab.question())
        .put("services", services)
        .put("backends", backends())
        .put("traces", runner + "/admin/traces")
        .put("logs", runner + "/admin/logs");
  }

  private JsonArray backends() {
    var shown = backends.withoutPasswords();
    var list = new JsonArray();
    lab.backends()
        .forEach(
            backend ->
                list.add(
                    new JsonObject()
                        .put("name", backend.name())
                        .put("kind", backend.kind())
                        .put("uri", shown.uri(backend.name()))));
    return list;
  }

  private JsonObject links(String name, String url) {
    return new JsonObject()
        .put("name", name)
        .put("url", url)
        .put("health", url + "/health")
        .put("metrics", url + "/metrics")
        .put("knobs", url + "/admin/knobs")
        .put("faults", url + "/admin/faults");
  }

  private Future<?> traces(Request request) {
    return Future.succeededFuture(store.tracesJson(request.query(LIMIT), request.query("service")));
  }

  private Future<?> trace(Request request) {
    var id = request.param("id");
    return store
        .traceJson(id)
        .map(Future::succeededFuture)
        .orElseGet(
            () -> Future.failedFuture(Problem.notFound("no span of trace " + id + " is kept")));
  }

  private Future<?> logs(Request request) {
    return Future.succeededFuture(store.logsJson(request.query("trace_id")));
  }
}
