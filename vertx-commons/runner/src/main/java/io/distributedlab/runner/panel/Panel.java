package io.distributedlab.runner.panel;

import java.util.List;
import java.util.stream.Stream;

/**
 * One panel of a dashboard: what to show, not how to draw it. Declared once per lab; Grafana's JSON
 * is generated from it, and the live page draws it.
 *
 * <pre>{@code
 * Panel.timeseries("Latency at the gateway", Unit.SECONDS)
 *     .query("p99", "histogram_quantile(0.99, sum by (le) (rate(lab_http_server_requests_seconds_bucket[30s])))")
 *     .predicted("p99", 0.115)
 * }</pre>
 *
 * @param queries PromQL, as much of it as {@link io.distributedlab.runner.query.Query} knows for
 *     the live page, or LogQL for {@link Kind#LOGS}
 * @param predictions what theory says the numbers should be, in the panel's unit
 * @param text Markdown of a {@link Kind#TEXT} panel, else empty
 */
public record Panel(
    String title,
    Kind kind,
    Unit unit,
    List<Query> queries,
    List<Prediction> predictions,
    String text) {
  /** How a panel is drawn. */
  public enum Kind {
    /** Lines over time. */
    TIMESERIES,
    /** Filled areas that add up, over time. */
    STACKED,
    /** One number now. */
    STAT,
    /** Log records, newest first. */
    LOGS,
    /** Prose. */
    TEXT
  }

  /**
   * One query and the name of its series.
   *
   * @param legend the name, or a template over labels such as {@code {{service}}}
   */
  public record Query(String legend, String expression) {}

  /** A predicted value, drawn as a dashed line beside the measured ones. */
  public record Prediction(String legend, double value) {}

  /** Copies the lists. */
  public Panel {
    queries = List.copyOf(queries);
    predictions = List.copyOf(predictions);
  }

  /** Lines over time. */
  public static Panel timeseries(String title, Unit unit) {
    return new Panel(title, Kind.TIMESERIES, unit, List.of(), List.of(), "");
  }

  /** Areas that add up, over time. */
  public static Panel stacked(String title, Unit unit) {
    return new Panel(title, Kind.STACKED, unit, List.of(), List.of(), "");
  }

  /** One number: the query's value now. */
  public static Panel stat(String title, Unit unit) {
    return new Panel(title, Kind.STAT, unit, List.of(), List.of(), "");
  }

  /** A tile that says whether Prometheus can scrape a service of the lab. */
  public static Panel up(String service) {
    return stat(service, Unit.UP_DOWN).query("up", "max(up{service=\"%s\"})".formatted(service));
  }

  /** Log records that a LogQL query selects. */
  public static Panel logs(String title, String logQl) {
    return new Panel(title, Kind.LOGS, Unit.NUMBER, List.of(new Query("", logQl)), List.of(), "");
  }

  /** Prose in Markdown. */
  public static Panel text(String title, String markdown) {
    return new Panel(title, Kind.TEXT, Unit.NUMBER, List.of(), List.of(), markdown);
  }

  /** This panel with one more query. */
  public Panel query(String legend, String expression) {
    return new Panel(
        title, kind, unit, append(queries, new Query(legend, expression)), predictions, text);
  }

  /** This panel with one more predicted value, in the panel's unit. */
  public Panel predicted(String legend, double value) {
    return new Panel(
        title, kind, unit, queries, append(predictions, new Prediction(legend, value)), text);
  }

  private static <T> List<T> append(List<T> list, T more) {
    return Stream.concat(list.stream(), Stream.of(more)).toList();
  }
}
