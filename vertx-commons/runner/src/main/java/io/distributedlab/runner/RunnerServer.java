package io.distributedlab.runner;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.runner.page.Desk;
import io.distributedlab.runner.page.Live;
import io.distributedlab.runner.page.PageFiles;
import io.distributedlab.runner.page.Traces;
import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.RequestHandler;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.OtlpJson;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What runs where, and what it told: the runner's own HTTP server, for nobody who came by another
 * name. Embedded it listens on 127.0.0.1 only; in a container its port is published there.
 *
 * <ul>
 *   <li>{@code GET /} the lab, its services and backends, and useful addresses; for a browser the
 *       live page
 *   <li>{@code GET /admin/live} what the page shows, as server-sent events
 *   <li>{@code GET}, {@code PUT}, {@code DELETE /admin/services/:name/knobs} and {@code faults},
 *       passed on to that service of the lab
 *   <li>{@code PUT}, {@code DELETE /admin/load} begins and ends the page's own load
 *   <li>of a learner's own lab ({@code ./lab run}): {@code GET}, {@code POST}, {@code DELETE
 *       /admin/experiment} the experiment and its last result, begin, cancel; {@code GET
 *       /admin/experiment/report} and {@code run} what it left on disk; {@code GET
 *       /admin/exercises}; {@code POST /admin/exercises/:number/check} and {@code hint}; {@code
 *       DELETE /admin/exercises/check} cancels; {@code POST /admin/lives/:name} pauses, resumes,
 *       kills, restarts
 *   <li>{@code GET /admin/traces}, {@code /admin/traces/:id}, {@code /admin/logs} and {@code
 *       /admin/telemetry}, as {@link Traces} tells
 *   <li>{@code POST /v1/traces}, {@code /v1/logs} in a container only: what a collector sends on,
 *       see {@link OtlpJson}
 * </ul>
 */
public final class RunnerServer extends VerticleBase {
  /** Its port before any offset. */
  public static final int PORT = 7070;

  /** Services send every 500 ms, the collector every 200 ms; the rest is for what they do. */
  private static final Duration BY_COLLECTOR = Duration.ofSeconds(1);

  /** By this name it is found, as a service of the lab is. */
  public static final String NAME = "runner";

  private final Service service;
  private final LabDescriptor lab;
  private final Directory directory;
  private final BackendAddresses backends;
  private final TelemetryStore store;
  private final boolean collecting;
  private final Live live;

  private RunnerServer(
      Service service,
      LabDescriptor lab,
      Directory directory,
      BackendAddresses backends,
      TelemetryStore store,
      boolean collecting,
      @Nullable Desk desk) {
    this.service = service;
    this.lab = lab;
    this.directory = directory;
    this.backends = backends;
    this.store = store;
    this.collecting = collecting;
    this.live = new Live(service, lab, desk, store::traceJson);
  }

  /** Starts the server of a deployment; stop the returned service to end it. */
  public static Future<Service> start(
      LabDescriptor lab, EmbeddedDeployment deployment, int portOffset) {
    return start(lab, deployment, portOffset, null);
  }

  /** The same, and its page runs the experiment and checks the exercises of a learner's own lab. */
  static Future<Service> start(
      LabDescriptor lab, EmbeddedDeployment deployment, int portOffset, @Nullable Desk desk) {
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
                false,
                desk));
  }

  /** Starts the server in a container beside those of the services, each the host of its name. */
  static Future<Service> startBeside(LabDescriptor lab, BackendAddresses backends, String host) {
    var ports = new LinkedHashMap<>(lab.ports());
    ports.put(NAME, PORT);
    var directory = Directory.byName(ports);
    return Service.start(
        config(host, directory),
        service ->
            new RunnerServer(service, lab, directory, backends, new TelemetryStore(), true, null));
  }

  private static ServiceConfig config(String host, Directory directory) {
    return new ServiceConfig(NAME, host, directory, KnobSchema.NONE, null, Telemetry.off(NAME));
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(PageFiles::load).compose(this::listen);
  }

  @Override
  public Future<?> stop() {
    return live.stop();
  }

  private Future<?> listen(PageFiles page) {
    var http = service.http().onlyCalled(NAME);
    page.addTo(http);
    live.addTo(http);
    var delay = collecting ? BY_COLLECTOR : Duration.ZERO;
    new Traces(vertx, store, live::evidence, delay, System.getenv()).addTo(http);
    if (collecting) {
      http.houseRoute(HttpMethod.POST, "/v1/traces", collecting(OtlpJson::spans))
          .houseRoute(HttpMethod.POST, "/v1/logs", collecting(OtlpJson::logs));
    }
    return http.houseRoute(
            HttpMethod.GET,
            "/",
            request ->
                Future.succeededFuture(PageFiles.isAskedBy(request) ? page.index() : forPrograms()))
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
    for (var name : lab.ports().keySet()) {
      services.add(links(name, "http://localhost:" + directory.resolve(name).port()));
    }
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
}
