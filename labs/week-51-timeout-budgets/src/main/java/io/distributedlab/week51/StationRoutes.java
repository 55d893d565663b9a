package io.distributedlab.week51;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.week51.Week51Knobs.Mode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;

/** The routes of a service behind the frontend: its part of the chain, and its settings. */
final class StationRoutes {
  private final Station station;
  private final Knob<Duration> work;
  private final Knob<Mode> mode;

  StationRoutes(Station station, Knob<Duration> work, Knob<Mode> mode) {
    this.station = station;
    this.work = work;
    this.mode = mode;
  }

  HttpService addTo(HttpService http) {
    return addEstimates(
        http.get(OverHttp.PATH, this::process)
            .houseRoute(GET, "/admin/config", request -> Future.succeededFuture(config()))
            .houseRoute(POST, "/admin/config", this::configure),
        station);
  }

  /** The estimates of a station: to see, and to forget. */
  static HttpService addEstimates(HttpService http, Station station) {
    return http.houseRoute(
            GET,
            "/admin/estimates",
            request ->
                Future.succeededFuture(
                    new JsonObject()
                        .put("local", estimate(station.local()))
                        .put("downstream", estimate(station.downstream()))))
        .houseRoute(
            DELETE,
            "/admin/estimates",
            request -> {
              station.local().forget();
              station.downstream().forget();
              return Future.succeededFuture();
            });
  }

  private Future<Reply> process(Request request) {
    var variant = station.service().knobs().variant(Week51Knobs.VARIANT, request);
    return Future.succeededFuture(request)
        .map(r -> Arrival.of(r, variant))
        .onFailure(unreadable -> station.meters().malformed())
        .compose(station::serve)
        .map(StationRoutes::reply);
  }

  static Reply reply(Hop hop) {
    return Reply.ok(hop).header(Hop.WORK_HEADER, String.valueOf(hop.workMs()));
  }

  private JsonObject config() {
    var knobs = station.service().knobs();
    return new JsonObject()
        .put("service", station.service().name())
        .put("work_ms", knobs.get(work).toMillis())
        .put("mode", Knob.wireName(knobs.get(mode)));
  }

  private Future<JsonObject> configure(Request request) {
    var changes = new JsonObject();
    request
        .json()
        .forEach(
            field ->
                changes.put(
                    switch (field.getKey()) {
                      case "work_ms" -> work.name();
                      case "mode" -> mode.name();
                      default -> throw Problem.unknown(field.getKey(), Set.of("work_ms", "mode"));
                    },
                    field.getValue()));
    return station.service().knobs().change(changes).map(changed -> config());
  }

  private static JsonObject estimate(WorkEstimate estimate) {
    return new JsonObject().put("ms", estimate.millis()).put("samples", estimate.samples());
  }
}
