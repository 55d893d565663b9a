package io.distributedlab.runner.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.Scrape;
import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import io.distributedlab.runner.query.History;
import io.vertx.core.json.JsonArray;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LivePanelTest {
  private static final String METRICS =
      """
      size{service="a",kind="x"} 1
      size{service="a",kind="y"} 2
      odd{service="a"} NaN
      """;

  @Test
  void aLegendIsFilledFromTheLabels() {
    assertThat(values(panel("{{kind}} of {{service}}", "size")))
        .isEqualTo(new JsonArray().add(pair("x of a", 1.0)).add(pair("y of a", 2.0)));
  }

  @Test
  void seriesThatShareALegendAreToldApartByTheirLabels() {
    assertThat(values(panel("size", "size")))
        .isEqualTo(
            new JsonArray().add(pair("size", 1.0)).add(pair("size{kind=y, service=a}", 2.0)));
  }

  @Test
  void whatIsNoNumberIsNoValue() {
    assertThat(values(panel("odd", "odd"))).isEqualTo(new JsonArray().add(pair("odd", null)));
  }

  @Test
  void aPanelThatCannotBeEvaluatedSaysSo() {
    var outline = panel("top", "topk(3, size)").outline();
    assertThat(outline.getString("problem")).contains("the function topk is not known here");
    assertThat(LivePanel.of(Panel.logs("Logs", "{a=\"b\"}")).outline().getString("problem"))
        .contains("Loki");
    assertThat(panel("size", "size").outline().getValue("problem")).isNull();
  }

  @Test
  void predictionsAndTextAreInTheOutline() {
    var outline =
        LivePanel.of(Panel.timeseries("t", Unit.SECONDS).query("q", "x").predicted("p99", 0.115))
            .outline();
    assertThat(outline.getJsonArray("predictions").getJsonObject(0).getDouble("value"))
        .isEqualTo(0.115);
    assertThat(outline.getString("unit")).isEqualTo("seconds");
    assertThat(LivePanel.of(Panel.text("t", "# prose")).outline().getString("text"))
        .isEqualTo("# prose");
  }

  private static LivePanel panel(String legend, String query) {
    return LivePanel.of(Panel.timeseries("t", Unit.NUMBER).query(legend, query));
  }

  private static JsonArray values(LivePanel panel) {
    var history = new History(panel.queries().toList());
    history.add(1000, Set.of("a"), Map.of("a", Scrape.parse(METRICS)));
    return panel.values(history);
  }

  private static JsonArray pair(String name, @Nullable Double value) {
    return new JsonArray().add(name).add(value);
  }
}
