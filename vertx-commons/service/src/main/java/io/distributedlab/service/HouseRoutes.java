package io.distributedlab.service;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The routes that every service has: health, readiness, metrics, knobs, faults. */
final class HouseRoutes {
  private HouseRoutes() {}

  static void addTo(HttpService http, Service service) {
    http.houseRoute(GET, "/health", request -> status(200, "UP"))
        .houseRoute(GET, "/ready", request -> ready(service))
        .houseRoute(GET, "/metrics", request -> metrics(service, request));
    addKnobs(http, "/admin/knobs", service.knobs());
    addKnobs(http, "/admin/faults", service.faults().knobs());
    http.houseRoute(GET, "/admin/faults/points", request -> points(service));
  }

  private static void addKnobs(HttpService http, String path, Knobs knobs) {
    http.houseRoute(GET, path, request -> Future.succeededFuture(knobs.toJson()))
        .houseRoute(PUT, path, request -> knobs.change(request.json()))
        .houseRoute(DELETE, path, request -> knobs.reset());
  }

  private static Future<?> points(Service service) {
    return Future.succeededFuture(service.faults().pointsJson());
  }

  private static Future<Reply> ready(Service service) {
    return service.ready() ? status(200, "UP") : status(503, "DOWN");
  }

  private static Future<Reply> metrics(Service service, Request request) {
    var scrape = service.telemetry().scrape(request.header("Accept"));
    return Future.succeededFuture(Reply.text(scrape.contentType(), scrape.body()));
  }

  private static Future<Reply> status(int code, String status) {
    return Future.succeededFuture(Reply.json(code, new JsonObject().put("status", status)));
  }
}
