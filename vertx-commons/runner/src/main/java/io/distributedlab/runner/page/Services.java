package io.distributedlab.runner.page;

import io.distributedlab.experiment.Scrape;
import io.distributedlab.runner.page.Reading.State;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.PeerReply;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The services of the lab, asked and changed over HTTP like by anybody else. */
final class Services {
  private static final Duration PATIENCE = Duration.ofMillis(900);

  private final Set<String> names;
  private final Function<String, Peer> peers;

  Services(Set<String> names, Function<String, Peer> peers) {
    this.names = names;
    this.peers = peers;
  }

  /**
   * Passes what concerns settings on to the service it is for: a page may only talk to the server
   * that it came from. The service's answer, and its problem, is the answer. While something is
   * measured nothing is changed from here.
   */
  void addTo(HttpService http, Turn turn) {
    for (var settings : Set.of("knobs", "faults")) {
      var path = "/admin/services/:name/" + settings;
      var there = "/admin/" + settings;
      http.houseRoute(HttpMethod.GET, path, request -> send(request, HttpMethod.GET, there, null))
          .houseRoute(
              HttpMethod.PUT,
              path,
              request -> {
                var values = request.json();
                turn.refuseWhileMeasuring();
                return send(request, HttpMethod.PUT, there, values);
              })
          .houseRoute(
              HttpMethod.DELETE,
              path,
              request -> {
                turn.refuseWhileMeasuring();
                return send(request, HttpMethod.DELETE, there, null);
              });
    }
  }

  /** What every service says now; one that does not answer within 0.9 s has not answered. */
  Future<Map<String, Reading>> ask() {
    var readings = new LinkedHashMap<String, Reading>();
    names.forEach(name -> readings.put(name, Reading.of(Problem.notFound(name))));
    var asked =
        names.stream()
            .map(name -> ask(name).onSuccess(reading -> readings.put(name, reading)))
            .toList();
    return Future.join(asked).map(all -> readings);
  }

  /** Puts all faults and knobs of a service to their defaults. */
  Future<?> reset(String name) {
    var peer = peers.apply(name);
    return peer.delete("/admin/faults").compose(calm -> peer.delete("/admin/knobs"));
  }

  /** What one service says now. */
  Future<Reading> ask(String name) {
    var peer = peers.apply(name).within(PATIENCE);
    var metrics = peer.get("/metrics").map(reply -> Scrape.parse(reply.body().toString()));
    var knobs = peer.get("/admin/knobs").map(PeerReply::json);
    var faults = peer.get("/admin/faults").map(PeerReply::json);
    return Future.all(metrics, knobs, faults)
        .map(all -> new Reading(State.UP, metrics.result(), knobs.result(), faults.result()))
        .recover(failure -> Future.succeededFuture(Reading.of(failure)));
  }

  private Future<JsonObject> send(
      Request request, HttpMethod method, String path, @Nullable JsonObject body) {
    var name = request.param("name");
    if (!names.contains(name)) {
      throw Problem.notFound("this lab has no such service; it has: " + String.join(", ", names));
    }
    return peers.apply(name).send(method, path, body).map(PeerReply::json);
  }
}
