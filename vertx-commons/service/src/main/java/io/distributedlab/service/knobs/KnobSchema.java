package io.distributedlab.service.knobs;

import io.distributedlab.service.http.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The knobs of a lab and the rules between them. Immutable; holds no values. */
public final class KnobSchema {
  /** A lab without knobs. */
  public static final KnobSchema NONE = new KnobSchema(Map.of(), List.of());

  private final Map<String, Knob<?>> knobs;
  private final List<Consumer<KnobValues>> rules;

  private KnobSchema(Map<String, Knob<?>> knobs, List<Consumer<KnobValues>> rules) {
    this.knobs = knobs;
    this.rules = rules;
  }

  public static KnobSchema of(Knob<?>... knobs) {
    var byName = new LinkedHashMap<String, Knob<?>>();
    for (var knob : knobs) {
      if (byName.put(knob.name(), knob) != null) {
        throw new IllegalArgumentException("two knobs are named " + knob.name());
      }
    }
    return new KnobSchema(byName, List.of());
  }

  /** This schema with more knobs. */
  public KnobSchema plus(Knob<?>... more) {
    var all = new ArrayList<>(knobs.values());
    all.addAll(Arrays.asList(more));
    return new KnobSchema(of(all.toArray(Knob<?>[]::new)).knobs, rules);
  }

  /** This schema with the rule {@code low <= high}. */
  public <T extends Comparable<T>> KnobSchema ordered(Knob<T> low, Knob<T> high) {
    var more = new ArrayList<>(rules);
    more.add(
        values -> {
          if (values.get(low).compareTo(values.get(high)) > 0) {
            throw Problem.invalid(
                low.name(),
                values.wire(low),
                "at most %s (%s)".formatted(values.wire(high), high.name()));
          }
        });
    return new KnobSchema(knobs, more);
  }

  /** Every knob at its default. */
  public KnobValues initial() {
    var values = new LinkedHashMap<String, Object>();
    knobs.forEach((name, knob) -> values.put(name, knob.initial()));
    return values(new JsonObject(values));
  }

  /**
   * The current values with some replaced: all of them or, when one is wrong, none.
   *
   * @throws Problem unknown or invalid (422)
   */
  public KnobValues change(KnobValues current, JsonObject changes) {
    Problem.refuseUnknown(changes.fieldNames(), knobs.keySet());
    return values(current.toJson().mergeIn(changes));
  }

  /** The declarations in order. */
  public JsonArray describe() {
    return new JsonArray(knobs.values().stream().map(Knob::describe).toList());
  }

  private KnobValues values(JsonObject wire) {
    var parsed = new LinkedHashMap<Knob<?>, Object>();
    knobs.forEach((name, knob) -> parsed.put(knob, knob.parse(wire.getValue(name))));
    var values = new KnobValues(wire, parsed);
    rules.forEach(rule -> rule.accept(values));
    return values;
  }
}
