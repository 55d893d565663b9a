package io.distributedlab.runner.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was done to the lab since the last round, whoever did it: settings and faults that have
 * another value, services that went and came. The same change in several services is told once.
 */
final class Changes {
  private final Map<String, Reading> told = new HashMap<>();
  private final Map<String, Reading.State> states = new HashMap<>();

  /** Pairs of what happened and where; none for what was never seen before. */
  JsonArray since(Map<String, Reading> readings) {
    var where = new LinkedHashMap<String, List<String>>();
    readings.forEach(
        (service, reading) ->
            of(service, reading)
                .forEach(what -> where.computeIfAbsent(what, w -> new ArrayList<>()).add(service)));
    var changes = new JsonArray();
    where.forEach(
        (what, services) ->
            changes.add(
                new JsonObject().put("what", what).put("where", String.join(", ", services))));
    return changes;
  }

  private List<String> of(String service, Reading reading) {
    var changes = new ArrayList<String>();
    var state = states.put(service, reading.state());
    if (state != null && state != reading.state()) {
      changes.add(
          switch (reading.state()) {
            case UP -> "answers again";
            case SILENT -> "does not answer";
            case DOWN -> "is down";
          });
    }
    if (reading.up()) {
      var before = told.put(service, reading);
      if (before != null) {
        changes.addAll(differences(before.knobs(), reading.knobs()));
        changes.addAll(differences(before.faults(), reading.faults()));
      }
    }
    return changes;
  }

  private static List<String> differences(JsonObject before, JsonObject after) {
    var old = before.getJsonObject("values", new JsonObject());
    var now = after.getJsonObject("values", new JsonObject());
    return now.stream()
        .filter(value -> old.containsKey(value.getKey()))
        .filter(value -> !Objects.equals(value.getValue(), old.getValue(value.getKey())))
        .map(v -> "%s: %s → %s".formatted(v.getKey(), old.getValue(v.getKey()), v.getValue()))
        .toList();
  }
}
