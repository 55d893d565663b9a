package io.distributedlab.runner.page;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.query.History;
import io.distributedlab.runner.query.Query;
import io.distributedlab.runner.query.QueryException;
import io.distributedlab.runner.query.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A panel as the page draws it.
 *
 * @param problem why it has no values here; null when it has
 */
record LivePanel(Panel panel, List<Line> lines, @Nullable String problem) {
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  private record Line(String legend, Query query) {}

  static LivePanel of(Panel panel) {
    return switch (panel.kind()) {
      case LOGS -> new LivePanel(panel, List.of(), "Log queries are answered by Loki, not here.");
      case TEXT -> new LivePanel(panel, List.of(), null);
      default -> ofQueries(panel);
    };
  }

  private static LivePanel ofQueries(Panel panel) {
    try {
      var lines = new ArrayList<Line>();
      for (var query : panel.queries()) {
        lines.add(new Line(query.legend(), Query.parse(query.expression())));
      }
      return new LivePanel(panel, lines, null);
    } catch (QueryException e) {
      return new LivePanel(panel, List.of(), "Cannot be evaluated here: " + e.getMessage());
    }
  }

  Stream<Query> queries() {
    return lines.stream().map(Line::query);
  }

  /** What the page has to know before there are values. */
  JsonObject outline() {
    var predictions = new JsonArray();
    panel
        .predictions()
        .forEach(
            prediction ->
                predictions.add(
                    new JsonObject()
                        .put("name", prediction.legend())
                        .put("value", prediction.value())));
    return new JsonObject()
        .put("title", panel.title())
        .put("kind", panel.kind().name().toLowerCase(Locale.ROOT))
        .put("unit", panel.unit().name().toLowerCase(Locale.ROOT))
        .put("predictions", predictions)
        .put("text", panel.text())
        .put("problem", problem);
  }

  /** Pairs of a series' name and its value now, null for none; every name once. */
  JsonArray values(History history) {
    var names = new HashSet<String>();
    var values = new JsonArray();
    for (var line : lines) {
      line.query().evaluate(history).stream()
          .sorted(Comparator.comparing(sample -> sample.labels().toString()))
          .forEach(sample -> values.add(pair(name(line, sample, names), sample.value())));
    }
    return values;
  }

  private static JsonArray pair(String name, double value) {
    return new JsonArray().add(name).add(Double.isFinite(value) ? value : null);
  }

  private static String name(Line line, Sample sample, HashSet<String> taken) {
    var legend = filled(line.legend(), sample.labels());
    var name = legend.isBlank() || taken.contains(legend) ? legend + sample.labels() : legend;
    taken.add(name);
    return name;
  }

  private static String filled(String legend, Map<String, String> labels) {
    return LABEL
        .matcher(legend)
        .replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")));
  }
}
