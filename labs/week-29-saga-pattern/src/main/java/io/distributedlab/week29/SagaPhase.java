package io.distributedlab.week29;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What one variant has made of its orders, once all is quiet. */
final class SagaPhase {
  private final String name;
  private final Duration load;
  private Set<String> seenConfirmed = Set.of();
  private long writesBefore;

  /**
   * @param load for how long orders come in
   */
  SagaPhase(String name, Duration load) {
    this.name = name;
    this.load = load;
  }

  /** Runs beside the load, until all is quiet. */
  Future<Void> watch(PhaseRun run) {
    var watch = new Watch(run.stage(), load);
    return new Client(run.stage())
        .writes()
        .onSuccess(before -> writesBefore = before)
        .compose(known -> watch.untilQuiet())
        .onSuccess(quiet -> seenConfirmed = watch.seenConfirmed());
  }

  Future<List<Measure>> measures(PhaseRun run) {
    var stage = run.stage();
    var orders = stage.get("order", "/orders?limit=10000").map(reply -> reply.array());
    var found = stage.get("order", "/invariants").map(reply -> reply.json());
    var products = stage.get("inventory", "/products").map(reply -> reply.array());
    var open = stage.get("orchestrator", "/sagas/open").map(reply -> reply.json());
    var writes = new Client(stage).writes();
    return Future.all(orders, found, products, open, writes)
        .map(
            all ->
                List.of(
                    count("money off", found.result().getLong("money")),
                    count("stock off", found.result().getLong("stock")),
                    count("charged twice", found.result().getLong("duplicates")),
                    count("never ended", found.result().getLong("open")),
                    count("orphan charges", found.result().getLong("orphans")),
                    count("need attention", open.result().getLong("parked")),
                    count("dirty reads", dirty(orders.result())),
                    count("rare sold", rare(products.result())),
                    completed(orders.result()),
                    Measure.ms(name + ": median saga", median(orders.result())),
                    Measure.of(
                        name + ": write transactions per order",
                        "",
                        (writes.result() - writesBefore) / (double) orders.result().size())));
  }

  private Measure count(String what, long value) {
    return Measure.count(name + ": " + what, value);
  }

  /** Of the orders that stock cannot refuse. */
  private Measure completed(JsonArray orders) {
    var ample = objects(orders).stream().filter(order -> !isRare(order)).toList();
    long done = ample.stream().filter(Invariants::completed).count();
    return Measure.share(name + ": completed", done / (double) ample.size()).from(ample.size());
  }

  private long dirty(JsonArray orders) {
    return objects(orders).stream()
        .filter(order -> order.getString("state").equals("CANCELLED"))
        .filter(order -> seenConfirmed.contains(order.getString("order_id")))
        .count();
  }

  private static long rare(JsonArray products) {
    return objects(products).stream()
        .filter(product -> product.getString("id").equals(Week29Phases.RARE))
        .mapToLong(product -> product.getLong("sold"))
        .sum();
  }

  private static double median(JsonArray orders) {
    var millis =
        objects(orders).stream()
            .filter(order -> order.getBoolean("closed"))
            .mapToLong(SagaPhase::lasted)
            .sorted()
            .toArray();
    return millis.length == 0 ? Double.NaN : millis[millis.length / 2];
  }

  private static long lasted(JsonObject order) {
    return Duration.between(
            OffsetDateTime.parse(order.getString("created_at")),
            OffsetDateTime.parse(Objects.requireNonNull(order.getString("closed_at"))))
        .toMillis();
  }

  private static boolean isRare(JsonObject order) {
    return order
        .getJsonArray("items")
        .getJsonObject(0)
        .getString("product_id")
        .equals(Week29Phases.RARE);
  }

  private static List<JsonObject> objects(JsonArray rows) {
    return rows.stream().map(JsonObject.class::cast).toList();
  }
}
