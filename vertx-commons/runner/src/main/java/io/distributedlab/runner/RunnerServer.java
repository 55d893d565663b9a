package io.distributedlab.runner;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.runner.page.Live;
import io.distributedlab.runner.page.PageFiles;
import io.distributedlab.runner.page.Traces;
import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What runs where, and what it told: the runner's own HTTP server, on 127.0.0.1 only.
 *
 * <ul>
 *   <li>{@code GET /} the lab, its services and backends, and useful addresses; for a browser the
 *       live page
 *   <li>{@code GET /admin/live} what the page shows, as server-sent events
 *   <li>{@code GET}, {@code PUT}, {@code DELETE /admin/services/:name/knobs} and {@code faults},
 *       passed on to that service of the lab
 *   <li>{@code PUT}, {@code DELETE /admin/load} begins and ends the page's own load
 *   <li>{@code GET /admin/traces}, {@code /admin/traces/:id} and {@code /admin/logs}, as {@link
 *       Traces} tells
 * </ul>
 */
public final class RunnerServer extends VerticleBase {
  /** Its port before any offset. */
  public static final int PORT = 7070;

  private static final String NAME = "runner";

  private final Service service;
  private final LabDescriptor lab;
  private final Directory directory;
  private final BackendAddresses backends;
  private final TelemetryStore store;

  private RunnerServer(Service service, LabDescriptor lab, EmbeddedDeployment deployment) {
    this.service = service;
    this.lab = lab;
    this.directory = deployment.directory();
    this.backends = deployment.backends().addresses();
    this.store = deployment.store();
  }

  /** Starts the server of a deployment; stop the returned service to end it. */
  public static Future<Service> start(
      LabDescriptor lab, EmbeddedDeployment deployment, int portOffset) {
    var config =
        new ServiceConfig(
            NAME,
            "127.0.0.1",
            reaching(deployment.directory(), portOffset),
            KnobSchema.NONE,
            null,
            Telemetry.off(NAME));
    return Service.start(config, service -> new RunnerServer(service, lab, deployment));
  }

  /** The services of the lab and this server itself. */
  private static Directory reaching(Directory services, int portOffset) {
    var all = new LinkedHashMap<>(services.addresses());
    all.putAll(Directory.loopback(Map.of(NAME, PORT), portOffset).addresses());
    return new Directory(all);
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(PageFiles::load).compose(this::listen);
  }

  private Future<?> listen(PageFiles page) {
    var http = service.http();
    page.addTo(http);
    new Live(service, lab).addTo(http);
    new Traces(vertx, store, System.getenv()).addTo(http);
    return http.houseRoute(
            HttpMethod.GET,
            "/",
            request ->
                Future.succeededFuture(PageFiles.isAskedBy(request) ? page.index() : forPrograms()))
        .listen();
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
}
