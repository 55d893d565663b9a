package io.distributedlab.runner.panel;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A Grafana dashboard generated from panels. The same panels give the same bytes, so a test can
 * tell when a committed dashboard is out of date.
 *
 * <p>Panels flow from left to right in rows of Grafana's 24 columns, in their declared order.
 *
 * @param uid the fixed id, part of the dashboard's address: {@code lab-07-circuit-breakers}
 * @param tracesOf the service whose traces the link to Jaeger opens
 */
public record GrafanaDashboard(String uid, String title, String tracesOf, List<Panel> panels) {
  private static final int COLUMNS = 24;
  private static final int SCHEMA_VERSION = 41;
  private static final String JAEGER = "http://localhost:16686/search?service=";

  /** Copies the panels. */
  public GrafanaDashboard {
    panels = List.copyOf(panels);
  }

  /** The dashboard as Grafana provisions it, ending in a newline. */
  public String toJson() {
    var dashboard =
        new JsonObject()
            .put("uid", uid)
            .put("title", title)
            .put("tags", new JsonArray().add("distributed-lab"))
            .put("timezone", "browser")
            .put("schemaVersion", SCHEMA_VERSION)
            .put("refresh", "5s")
            .put("time", new JsonObject().put("from", "now-15m").put("to", "now"))
            .put("graphTooltip", 1)
            .put("links", new JsonArray().add(jaegerLink()))
            .put("panels", flow());
    return dashboard.encodePrettily().replace("\r\n", "\n") + "\n";
  }

  private JsonObject jaegerLink() {
    return new JsonObject()
        .put("title", "Traces in Jaeger")
        .put("type", "link")
        .put("icon", "external link")
        .put("url", JAEGER + tracesOf)
        .put("targetBlank", true);
  }

  private JsonArray flow() {
    var placed = new JsonArray();
    int x = 0;
    int y = 0;
    int rowHeight = 0;
    for (var panel : panels) {
      var size = Size.of(panel.kind());
      if (x + size.width() > COLUMNS) {
        x = 0;
        y += rowHeight;
        rowHeight = 0;
      }
      var position =
          new JsonObject().put("h", size.height()).put("w", size.width()).put("x", x).put("y", y);
      placed.add(GrafanaPanel.toJson(placed.size() + 1, panel, position));
      x += size.width();
      rowHeight = Math.max(rowHeight, size.height());
    }
    return placed;
  }

  private record Size(int width, int height) {
    static Size of(Panel.Kind kind) {
      return switch (kind) {
        case TIMESERIES, STACKED -> new Size(12, 8);
        case STAT -> new Size(4, 4);
        case LOGS -> new Size(24, 10);
        case TEXT -> new Size(24, 4);
      };
    }
  }
}
