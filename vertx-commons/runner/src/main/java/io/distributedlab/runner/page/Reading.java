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
    var active = new JsonObject();
    var values = faults.getJsonObject("values", new JsonObject());
    for (var declared : faults.getJsonArray("knobs", new JsonArray())) {
      var fault = (JsonObject) declared;
      var name = fault.getString("name");
      var value = values.getValue(name);
      if (!Objects.equals(value, fault.getValue("default"))) {
        active.put(name, value);
      }
    }
    return active;
  }
}
