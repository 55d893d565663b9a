package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Asks every service what it has stored and counts what does not fit together. */
final class Audit {
  private static final int ALL = 10_000;

  private final Service service;
  private final OrderStore orders;
  private final Map<String, AtomicLong> violations = new ConcurrentHashMap<>();

  Audit(Service service, OrderStore orders) {
    this.service = service;
    this.orders = orders;
  }

  /** Violations by name. */
  Future<JsonObject> run() {
    var placed = orders.list(null, false, ALL);
    var ledger = rows("payment", "/ledger");
    var stock = rows("inventory", "/products");
    return Future.all(placed, ledger, stock)
        .map(all -> Invariants.of(placed.result(), ledger.result(), stock.result()).toJson())
        .onSuccess(found -> found.forEach(one -> note(one.getKey(), (Long) one.getValue())));
  }

  private void note(String name, long count) {
    violations
        .computeIfAbsent(
            name,
            first ->
                service
                    .telemetry()
                    .meters()
                    .gauge("invariant.violations", Tags.of("name", first), new AtomicLong()))
        .set(count);
  }

  private Future<JsonArray> rows(String peer, String path) {
    return service.client(peer).get(path).map(reply -> reply.body().toJsonArray());
  }
}
