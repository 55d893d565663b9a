package io.distributedlab.runner.panel;

import io.distributedlab.runner.panel.Panel.Kind;
import io.distributedlab.runner.panel.Panel.Prediction;
import io.distributedlab.runner.panel.Panel.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** One panel in Grafana's JSON model. */
final class GrafanaPanel {
  private GrafanaPanel() {}

  static JsonObject toJson(int id, Panel panel, JsonObject position) {
    var json =
        new JsonObject()
            .put("id", id)
            .put("title", panel.title())
            .put("type", type(panel.kind()))
            .put("gridPos", position);
    if (panel.kind() != Kind.TEXT) {
      json.put("datasource", source(panel)).put("targets", targets(panel));
    }
    return json.put("fieldConfig", fieldConfig(panel)).put("options", options(panel));
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case TIMESERIES, STACKED -> "timeseries";
      case STAT -> "stat";
      case LOGS -> "logs";
      case TEXT -> "text";
    };
  }

  private static JsonObject source(Panel panel) {
    var name = panel.kind() == Kind.LOGS ? "loki" : "prometheus";
    return new JsonObject().put("type", name).put("uid", name);
  }

  private static JsonArray targets(Panel panel) {
    var targets = new JsonArray();
    for (var query : panel.queries()) {
      targets.add(target(panel, query, targets.size()));
    }
    for (var prediction : panel.predictions()) {
      targets.add(target(panel, asQuery(prediction), targets.size()));
    }
    return targets;
  }

  private static Query asQuery(Prediction prediction) {
    return new Query(legend(prediction), "vector(" + prediction.value() + ")");
  }

  private static String legend(Prediction prediction) {
    return prediction.legend() + " predicted";
  }

  private static JsonObject target(Panel panel, Query query, int index) {
    var target =
        new JsonObject()
            .put("refId", String.valueOf((char) ('A' + index)))
            .put("datasource", source(panel))
            .put("expr", query.expression());
    return switch (panel.kind()) {
      case LOGS -> target.put("queryType", "range");
      case STAT -> target.put("legendFormat", query.legend()).put("instant", true);
      default ->
          target.put("legendFormat", query.legend()).put("range", true).put("exemplar", true);
    };
  }

  private static JsonObject fieldConfig(Panel panel) {
    var defaults = new JsonObject();
    switch (panel.kind()) {
      case TIMESERIES -> defaults.put("custom", lines(0, "none"));
      case STACKED -> defaults.put("custom", lines(40, "normal"));
      default -> {}
    }
    if (panel.unit() == Unit.UP_DOWN) {
      defaults.put("mappings", upDownText()).put("thresholds", greenFromOne());
    }
    defaults.put("unit", panel.unit().grafana()).put("min", 0);
    var overrides = new JsonArray();
    panel.predictions().forEach(prediction -> overrides.add(dashed(legend(prediction))));
    return new JsonObject().put("defaults", defaults).put("overrides", overrides);
  }

  private static JsonObject lines(int fill, String stacking) {
    return new JsonObject()
        .put("lineWidth", 2)
        .put("fillOpacity", fill)
        .put("showPoints", "never")
        .put("stacking", new JsonObject().put("mode", stacking).put("group", "A"));
  }

  private static JsonObject dashed(String series) {
    var style = new JsonObject().put("fill", "dash").put("dash", new JsonArray().add(8).add(6));
    return new JsonObject()
        .put("matcher", new JsonObject().put("id", "byName").put("options", series))
        .put(
            "properties",
            new JsonArray()
                .add(new JsonObject().put("id", "custom.lineStyle").put("value", style))
                .add(new JsonObject().put("id", "custom.lineWidth").put("value", 1)));
  }

  private static JsonArray upDownText() {
    var texts =
        new JsonObject()
            .put("0", new JsonObject().put("text", "down").put("index", 0))
            .put("1", new JsonObject().put("text", "up").put("index", 1));
    return new JsonArray().add(new JsonObject().put("type", "value").put("options", texts));
  }

  private static JsonObject greenFromOne() {
    var steps =
        new JsonArray()
            .add(new JsonObject().put("color", "red").putNull("value"))
            .add(new JsonObject().put("color", "green").put("value", 1));
    return new JsonObject().put("mode", "absolute").put("steps", steps);
  }

  private static JsonObject options(Panel panel) {
    return switch (panel.kind()) {
      case TIMESERIES, STACKED ->
          new JsonObject()
              .put(
                  "legend",
                  new JsonObject()
                      .put("displayMode", "table")
                      .put("placement", "bottom")
                      .put("calcs", new JsonArray().add("lastNotNull").add("max")))
              .put("tooltip", new JsonObject().put("mode", "multi").put("sort", "desc"));
      case STAT ->
          new JsonObject()
              .put("colorMode", panel.unit() == Unit.UP_DOWN ? "background" : "value")
              .put("graphMode", "none")
              .put(
                  "reduceOptions",
                  new JsonObject()
                      .put("calcs", new JsonArray().add("lastNotNull"))
                      .put("fields", "")
                      .put("values", false));
      case LOGS ->
          new JsonObject()
              .put("showTime", true)
              .put("wrapLogMessage", true)
              .put("enableLogDetails", true)
              .put("sortOrder", "Descending");
      case TEXT -> new JsonObject().put("mode", "markdown").put("content", panel.text());
    };
  }
}
