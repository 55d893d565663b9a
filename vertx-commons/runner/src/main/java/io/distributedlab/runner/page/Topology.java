package io.distributedlab.runner.page;

import io.distributedlab.runner.query.History;
import io.distributedlab.runner.query.Query;
import io.distributedlab.runner.query.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the services are and how they call each other, from the metrics that every service has. The
 * rates are of the last 5 s, by outcome.
 */
final class Topology {
  private static final Query SERVED =
      Query.parse("sum by (service, outcome) (rate(lab_http_server_requests_seconds_count[5s]))");
  private static final Query CALLED =
      Query.parse(
          "sum by (service, peer, outcome) (rate(lab_http_client_requests_seconds_count[5s]))");
  private static final Query IN_FLIGHT = Query.parse("sum by (service) (lab_inflight)");

  private record Link(String from, String to) {}

  static Stream<Query> queries() {
    return Stream.of(SERVED, CALLED, IN_FLIGHT);
  }

  private Topology() {}

  /** By name: state, requests in flight, requests per second by outcome, faults that are on. */
  static JsonObject nodes(Map<String, Reading> readings, History history) {
    var served = byLink(SERVED.evaluate(history));
    var inFlight = new TreeMap<String, Double>();
    IN_FLIGHT.evaluate(history).forEach(s -> inFlight.put(label(s, "service"), s.value()));
    var nodes = new JsonObject();
    readings.forEach(
        (name, reading) ->
            nodes.put(
                name,
                new JsonObject()
                    .put("state", reading.state().wire())
                    .put("inFlight", inFlight.get(name))
                    .put("rates", served.getOrDefault(new Link(name, ""), new JsonObject()))
                    .put("faults", reading.activeFaults())));
    return nodes;
  }

  /** Who calls whom, how often by outcome. */
  static JsonArray edges(History history) {
    var edges = new JsonArray();
    byLink(CALLED.evaluate(history))
        .forEach(
            (link, rates) ->
                edges.add(
                    new JsonObject()
                        .put("from", link.from())
                        .put("to", link.to())
                        .put("rates", rates)));
    return edges;
  }

  private static Map<Link, JsonObject> byLink(List<Sample> samples) {
    var links = new LinkedHashMap<Link, JsonObject>();
    for (var sample : samples) {
      links
          .computeIfAbsent(
              new Link(label(sample, "service"), label(sample, "peer")), l -> new JsonObject())
          .put(label(sample, "outcome"), sample.value());
    }
    return links;
  }

  private static String label(Sample sample, String name) {
    return sample.labels().getOrDefault(name, "");
  }
}
