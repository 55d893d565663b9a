package io.distributedlab.week07;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * Values of knobs from the environment of a service: {@code LAB_FAILURE_THRESHOLD=3} sets {@code
 * failure_threshold}, {@code LAB_OPEN_MS=500} sets {@code open.ms}.
 */
final class EnvironmentKnobs {
  private EnvironmentKnobs() {}

  /** Sets what this process's environment says; fails, and so the start does, on a bad value. */
  static Future<?> applyTo(Knobs knobs) {
    return applyTo(knobs, System.getenv());
  }

  static Future<?> applyTo(Knobs knobs, Map<String, String> environment) {
    var declared = knobs.toJson().getJsonArray("knobs");
    var changes = new JsonObject();
    for (int i = 0; i < declared.size(); i++) {
      var knob = declared.getJsonObject(i);
      var text = environment.get(variable(knob.getString("name")));
      if (text != null) {
        changes.put(knob.getString("name"), value(knob, text));
      }
    }
    return changes.isEmpty() ? Future.succeededFuture() : knobs.change(changes);
  }

  private static String variable(String knob) {
    return "LAB_" + knob.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Object value(JsonObject knob, String text) {
    try {
      return switch (knob.getString("type")) {
        case "int", "duration" -> Integer.valueOf(text);
        case "double" -> Double.valueOf(text);
        default -> text;
      };
    } catch (NumberFormatException e) {
      throw Problem.invalid(variable(knob.getString("name")), text, knob.getString("allowed"));
    }
  }
}
