package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a choreographed saga is. Nobody knows, so everybody is asked: inventory, payment, shipping
 * and the order itself.
 */
final class EventView {
  private final Service service;

  EventView(Service service) {
    this.service = service;
  }

  /** The same as the orchestrator would say, put together from four services. */
  Future<JsonObject> of(JsonObject order) {
    var query = "?saga=" + order.getString("saga_id");
    var stock = rows("inventory", "/reservations" + query);
    var money = rows("payment", "/transactions" + query);
    var parcels = rows("shipping", "/shipments" + query);
    var unreachable = new JsonArray();
    return Future.join(
            heard(stock, "inventory", unreachable),
            heard(money, "payment", unreachable),
            heard(parcels, "shipping", unreachable))
        .map(
            all ->
                view(order, all.resultAt(0), all.resultAt(1), all.resultAt(2))
                    .put("unreachable", unreachable));
  }

  /** Who cannot be reached is named, and has done nothing as far as anybody knows. */
  private static Future<JsonArray> heard(
      Future<JsonArray> rows, String service, JsonArray unreachable) {
    return rows.onFailure(failure -> unreachable.add(service)).otherwise(new JsonArray());
  }

  private static JsonObject view(
      JsonObject order, JsonArray stock, JsonArray money, JsonArray parcels) {
    var done = new ArrayList<String>();
    var undone = new ArrayList<String>();
    add(done, "reserve", !stock.isEmpty());
    add(done, "charge", has(money, "kind", "CHARGE"));
    add(done, "ship", !parcels.isEmpty());
    add(done, "commit-stock", has(stock, "state", "SOLD"));
    add(done, "confirm-order", closed(order, "CONFIRMED"));
    add(undone, "refund", has(money, "kind", "REFUND"));
    add(undone, "release", has(stock, "state", "RELEASED"));
    var cancelled = closed(order, "CANCELLED");
    var turned = cancelled || !undone.isEmpty();
    return new JsonObject()
        .put("saga_id", order.getString("saga_id"))
        .put("order_id", order.getString("order_id"))
        .put("variant", Knob.wireName(Variant.valueOf(order.getString("variant"))))
        .put("state", state(order, done, turned).name())
        .put("completed_steps", new JsonArray(done))
        .put("failed_step", turned ? SagaDefinition.LOCKED.step(done.size() + 1).name() : null)
        .put("compensations", new JsonArray(undone))
        .put("trace_id", order.getString("trace_id"));
  }

  private static SagaState state(JsonObject order, List<String> done, boolean turned) {
    if (closed(order, "CONFIRMED")) {
      return SagaState.COMPLETED;
    }
    if (closed(order, "CANCELLED")) {
      return done.isEmpty() ? SagaState.FAILED : SagaState.COMPENSATED;
    }
    return turned ? SagaState.COMPENSATING : SagaDefinition.LOCKED.step(done.size()).reached();
  }

  private static boolean closed(JsonObject order, String state) {
    return order.getBoolean("closed") && order.getString("state").equals(state);
  }

  private static boolean has(JsonArray rows, String column, String value) {
    return rows.stream().anyMatch(row -> value.equals(((JsonObject) row).getString(column)));
  }

  private static void add(List<String> names, String name, boolean holds) {
    if (holds) {
      names.add(name);
    }
  }

  private Future<JsonArray> rows(String peer, String path) {
    return service.client(peer).get(path).map(reply -> reply.body().toJsonArray());
  }
}
