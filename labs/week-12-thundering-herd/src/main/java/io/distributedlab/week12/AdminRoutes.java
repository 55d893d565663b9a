package io.distributedlab.week12;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Json;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.regex.Pattern;

/** What operators see and change. The knobs are those of {@code /admin/knobs}. */
final class AdminRoutes {
  private static final Pattern STATISTIC =
      Pattern.compile("^(keyspace_hits|keyspace_misses):(\\d+)", Pattern.MULTILINE);

  private final Tools tools;
  private final Service service;

  AdminRoutes(Tools tools) {
    this.tools = tools;
    this.service = tools.service();
  }

  void addTo(HttpService http) {
    http.houseRoute(GET, "/admin/config", request -> Future.succeededFuture(config()))
        .houseRoute(PATCH, "/admin/config", request -> change(request.json()))
        .houseRoute(PUT, "/admin/variant", this::variant)
        .houseRoute(GET, "/admin/stats", request -> stats())
        .houseRoute(GET, "/admin/loads", request -> Future.succeededFuture(loads()))
        .houseRoute(DELETE, "/admin/loads", request -> forgetLoads());
  }

  private Future<JsonObject> variant(Request request) {
    var name = request.json().getValue("strategy");
    return change(new JsonObject().put("strategy", name));
  }

  private Future<JsonObject> change(JsonObject changes) {
    return service.knobs().change(changes).map(changed -> config());
  }

  private JsonObject config() {
    return service.knobs().values().toJson().put("warnings", warnings());
  }

  /** A lock that lives shorter than a load has no holder at its end. */
  private JsonArray warnings() {
    var warnings = new JsonArray();
    double delta = tools.loader().lastDeltaMs();
    for (var knob : new Knob<?>[] {Week12Knobs.LOCK_TTL, Week12Knobs.LEASE_TTL}) {
      var ttl = ((Duration) service.knobs().get(knob)).toMillis();
      if (ttl < 2 * delta) {
        warnings.add("%s is %d, less than two loads of %.0f ms".formatted(knob.name(), ttl, delta));
      }
    }
    return warnings;
  }

  private Future<JsonObject> stats() {
    var stats =
        new JsonObject()
            .put("strategy", Knob.wireName(service.knobs().get(Week12Knobs.STRATEGY)))
            .put("concurrent_loads", tools.loader().herd().underWay())
            .put("last_delta_ms", tools.loader().lastDeltaMs());
    return tools
        .cache()
        .size()
        .compose(
            size ->
                tools.cache().statistics().map(info -> counted(stats, info).put("cached", size)))
        .map(all -> all.put("redis", "up"))
        .otherwise(down -> stats.put("redis", "down"));
  }

  private static JsonObject counted(JsonObject stats, String info) {
    STATISTIC
        .matcher(info)
        .results()
        .forEach(
            line ->
                stats.put(line.group(1).replace("keyspace", "redis"), Long.valueOf(line.group(2))));
    return stats;
  }

  private JsonArray loads() {
    var all = new JsonArray();
    tools.loader().ledger().all().forEach(load -> all.add(Json.write(load).toJsonObject()));
    return all;
  }

  private Future<Void> forgetLoads() {
    tools.loader().ledger().clear();
    return Future.succeededFuture();
  }
}
