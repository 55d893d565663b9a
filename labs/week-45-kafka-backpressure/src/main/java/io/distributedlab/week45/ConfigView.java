package io.distributedlab.week45;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * A few knobs under names of their own, as one resource to read and to change.
 *
 * @param fields name in the resource to knob
 */
record ConfigView(Knobs knobs, Map<String, Knob<?>> fields) {
  ConfigView {
    fields = Map.copyOf(fields);
  }

  Future<JsonObject> read() {
    return Future.succeededFuture(state());
  }

  /**
   * Changes what the body names, all of it or nothing, on every service.
   *
   * @throws Problem unknown or invalid (422)
   */
  Future<JsonObject> change(Request request) {
    return change(request.json());
  }

  Future<JsonObject> change(JsonObject wanted) {
    var changes = new JsonObject();
    wanted.forEach(field -> changes.put(knob(field.getKey()).name(), field.getValue()));
    return knobs.change(changes).map(changed -> state());
  }

  private Knob<?> knob(String field) {
    var knob = fields.get(field);
    if (knob == null) {
      throw Problem.unknown(field, fields.keySet());
    }
    return knob;
  }

  private JsonObject state() {
    var values = knobs.values().toJson();
    var state = new JsonObject();
    new TreeMap<>(fields).forEach((field, knob) -> state.put(field, values.getValue(knob.name())));
    return state;
  }
}
