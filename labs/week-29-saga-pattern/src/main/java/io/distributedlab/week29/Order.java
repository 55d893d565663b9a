package io.distributedlab.week29;

import io.distributedlab.service.knobs.Knob;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as it is placed. */
record Order(
    String id,
    UUID sagaId,
    String customerId,
    JsonArray items,
    long amount,
    Variant variant,
    @Nullable String traceId) {

  static Order of(
      String id, OrderForm form, JsonArray items, Variant variant, @Nullable String traceId) {
    var saga = CommandIds.saga(id);
    return new Order(id, saga, form.customerId(), items, form.amount(), variant, traceId);
  }

  /** What the orchestrator is asked to execute. */
  JsonObject toExecute() {
    return new JsonObject()
        .put("order_id", id)
        .put("customer_id", customerId)
        .put("items", items)
        .put("variant", Knob.wireName(variant));
  }

  /** What the first event of a choreography says. */
  JsonObject toTell() {
    return new JsonObject()
        .put("saga_id", sagaId.toString())
        .put("order_id", id)
        .put("customer_id", customerId)
        .put("items", items)
        .put("amount", amount);
  }
}
