package io.distributedlab.runner.page;

import io.distributedlab.experiment.Scrape;
import io.distributedlab.service.http.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Objects;

/**
 * What one service told about itself in one round.
 *
 * @param knobs as {@code GET /admin/knobs} answers; empty when it did not
 * @param faults as {@code GET /admin/faults} answers; empty when it did not
 */
record Reading(State state, Scrape metrics, JsonObject knobs, JsonObject faults) {
  private static final int LATE = 504;

  /** Whether a service runs, as far as a caller can tell. */
  enum State {
    UP,
    /** It has taken the call and does not answer: paused, hanging, or far too busy. */
    SILENT,
    /** It does not take calls: killed or stopped, or not started yet. */
    DOWN;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of a service that failed to answer. */
  static Reading of(Throwable failure) {
    var late = failure instanceof Problem problem && problem.status() == LATE;
    return new Reading(
        late ? State.SILENT : State.DOWN, Scrape.EMPTY, new JsonObject(), new JsonObject());
  }

  boolean up() {
    return state == State.UP;
  }

  /** The faults that are not at their defaults, by name. */
  JsonObject activeFaults() {
    return changed(faults);
  }

  /** The knobs that are not at their defaults, by name. */
  JsonObject changedKnobs() {
    return changed(knobs);
  }

  private static JsonObject changed(JsonObject settings) {
    var changed = new JsonObject();
    var values = settings.getJsonObject("values", new JsonObject());
    for (var each : settings.getJsonArray("knobs", new JsonArray())) {
      var declared = (JsonObject) each;
      var name = declared.getString("name");
      var value = values.getValue(name);
      if (!Objects.equals(value, declared.getValue("default"))) {
        changed.put(name, value);
      }
    }
    return changed;
  }
}
