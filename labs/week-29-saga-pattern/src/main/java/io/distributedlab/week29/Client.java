package io.distributedlab.week29;

import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What experiment and exercises ask of the services, outside any load. */
final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Stage stage;

  Client(Stage stage) {
    this.stage = stage;
  }

  /** Places an order; its id, also when nobody can take it now. */
  Future<String> order(Variant variant) {
    return stage
        .send("order", request(0).header(Knobs.VARIANT_HEADER, Knob.wireName(variant)))
        .map(reply -> reply.json().getString("order_id"));
  }

  /** Places so many at once. */
  Future<?> orders(int count, Variant variant) {
    return Future.all(IntStream.range(0, count).mapToObj(i -> order(variant)).toList());
  }

  /** An order for one piece; the customers take turns. */
  static Request request(int index) {
    var item = Map.of("product_id", "p-1", "name", "Laptop", "quantity", 1, "price", 1_000 + index);
    return Request.post(
        "/orders", Map.of("customer_id", "customer-" + index % 20, "items", List.of(item)));
  }

  Future<JsonObject> saga(String order) {
    return stage.get("order", "/orders/" + order + "/saga").map(reply -> reply.json());
  }

  Future<JsonObject> invariants() {
    return stage.get("order", "/invariants").map(reply -> reply.json());
  }

  /** Fails when the service does not list them. */
  Future<List<JsonObject>> rows(String service, String path) {
    return stage
        .get(service, path)
        .compose(
            reply ->
                reply.status() == 200
                    ? Future.succeededFuture(
                        reply.array().stream().map(JsonObject.class::cast).toList())
                    : Future.failedFuture(service + path + ": " + reply.body()));
  }

  Future<List<JsonObject>> orders() {
    return rows("order", "/orders?limit=10000");
  }

  /** Transactions that have written something, of all services together. */
  Future<Long> writes() {
    return stage
        .get("order", "/orders/totals")
        .map(reply -> reply.json().getLong("write_transactions"));
  }

  /** Done when every saga has ended, or after eight seconds. */
  Future<Void> quiet() {
    return until(() -> invariants().map(found -> found.getLong("open") == 0));
  }

  /** Asks again until it holds, for eight seconds at most. */
  Future<Void> until(Supplier<Future<Boolean>> holds) {
    return stage.becomesTrue(PATIENCE, holds).mapEmpty();
  }
}
