package io.distributedlab.service.knobs;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** One consistent set of values, immutable: read several knobs from the same one. */
public final class KnobValues {
  private final JsonObject wire;
  private final Map<Knob<?>, Object> parsed;

  KnobValues(JsonObject wire, Map<Knob<?>, Object> parsed) {
    this.wire = wire;
    this.parsed = parsed;
  }

  @SuppressWarnings("unchecked") // a knob's value was made by that knob
  public <T> T get(Knob<T> knob) {
    var value = parsed.get(knob);
    if (value == null) {
      throw new IllegalArgumentException("this lab does not declare the knob " + knob.name());
    }
    return (T) value;
  }

  Object wire(Knob<?> knob) {
    return wire.getValue(knob.name());
  }

  /** Name to wire value, a copy. */
  public JsonObject toJson() {
    return wire.copy();
  }
}
