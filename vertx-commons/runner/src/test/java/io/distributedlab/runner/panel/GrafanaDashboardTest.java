package io.distributedlab.runner.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrafanaDashboardTest {
  private static final List<Panel> PANELS =
      List.of(
          Panel.up("gateway"),
          Panel.stat("Requests", Unit.REQUESTS_PER_SECOND).query("now", "sum(rate(a[30s]))"),
          Panel.text("Read me", "Some **text**"),
          Panel.timeseries("Latency", Unit.SECONDS)
              .query("p50", "q50")
              .query("p99", "q99")
              .predicted("p50", 0.085)
              .predicted("p99", 0.115),
          Panel.stacked("Share", Unit.SHARE).query("{{service}}", "share"),
          Panel.timeseries("Rate", Unit.PER_SECOND).query("{{outcome}}", "rate"),
          Panel.logs("Logs", "{service_name=\"gateway\"}"));

  private final String text = new GrafanaDashboard("lab-00-x", "X", "gateway", PANELS).toJson();
  private final JsonObject dashboard = new JsonObject(text);

  @Test
  void theSamePanelsGiveTheSameBytes() {
    assertThat(new GrafanaDashboard("lab-00-x", "X", "gateway", PANELS).toJson()).isEqualTo(text);
    assertThat(text).endsWith("}\n").doesNotContain("\r");
  }

  @Test
  void hasItsUidAndALinkToTheTracesOfItsEntry() {
    assertThat(dashboard.getString("uid")).isEqualTo("lab-00-x");
    assertThat(dashboard.getJsonArray("links").getJsonObject(0).getString("url"))
        .isEqualTo("http://localhost:16686/search?service=gateway");
  }

  @Test
  void panelsStayOnTheGridAndDoNotOverlap() {
    var placed = new ArrayList<Rectangle>();
    for (var panel : panels()) {
      var at = panel.getJsonObject("gridPos");
      var area =
          new Rectangle(
              at.getInteger("x"), at.getInteger("y"), at.getInteger("w"), at.getInteger("h"));
      assertThat(area.x + area.width).isLessThanOrEqualTo(24);
      assertThat(placed).noneMatch(area::intersects);
      placed.add(area);
    }
    assertThat(placed).hasSize(PANELS.size());
  }

  @Test
  void measuredAndPredictedSeriesShareAPanel() {
    var targets = panel("Latency").getJsonArray("targets");
    assertThat(targets)
        .extracting(target -> ((JsonObject) target).getString("legendFormat"))
        .containsExactly("p50", "p99", "p50 predicted", "p99 predicted");
    assertThat(targets.getJsonObject(3).getString("expr")).isEqualTo("vector(0.115)");
    assertThat(targets)
        .extracting(target -> ((JsonObject) target).getString("refId"))
        .containsExactly("A", "B", "C", "D");
    assertThat(panel("Latency").getJsonObject("fieldConfig").getJsonArray("overrides")).hasSize(2);
  }

  @Test
  void linesOverTimeCarryExemplarsAndAskPrometheus() {
    var target = panel("Rate").getJsonArray("targets").getJsonObject(0);
    assertThat(target.getBoolean("exemplar")).isTrue();
    assertThat(target.getJsonObject("datasource").getString("uid")).isEqualTo("prometheus");
  }

  @Test
  void logsAskLoki() {
    assertThat(panel("Logs").getJsonObject("datasource").getString("uid")).isEqualTo("loki");
  }

  @Test
  void aTileForUpIsRedBelowOne() {
    var thresholds =
        panel("gateway")
            .getJsonObject("fieldConfig")
            .getJsonObject("defaults")
            .getJsonObject("thresholds");
    assertThat(thresholds.getJsonArray("steps"))
        .extracting(step -> ((JsonObject) step).getString("color"))
        .containsExactly("red", "green");
  }

  private List<JsonObject> panels() {
    return dashboard.getJsonArray("panels").stream().map(JsonObject.class::cast).toList();
  }

  private JsonObject panel(String title) {
    return panels().stream()
        .filter(panel -> panel.getString("title").equals(title))
        .findFirst()
        .orElseThrow();
  }
}
