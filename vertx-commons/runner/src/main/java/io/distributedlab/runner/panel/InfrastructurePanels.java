package io.distributedlab.runner.panel;

import java.util.List;

/**
 * The health of the telemetry itself: does what the services send arrive, and is every target
 * scraped. Metric names are those of the collector's own Prometheus endpoint.
 */
public final class InfrastructurePanels {
  /** The dashboard all labs share. */
  public static final GrafanaDashboard DASHBOARD =
      new GrafanaDashboard(
          "infrastructure-health",
          "Infrastructure health",
          "gateway",
          List.of(
              Panel.stat("Collector", Unit.UP_DOWN).query("up", "max(up{job=\"otel-collector\"})"),
              Panel.stat("Targets up", Unit.NUMBER).query("up", "sum(up)"),
              Panel.stat("Targets down", Unit.NUMBER).query("down", "count(up) - sum(up)"),
              received("Spans at the collector", "spans"),
              received("Log records at the collector", "log_records"),
              Panel.timeseries("Metric points at the collector", Unit.PER_SECOND)
                  .query("accepted", orZero(rate("otelcol_receiver_accepted_metric_points_total")))
                  .query("refused", orZero(rate("otelcol_receiver_refused_metric_points_total"))),
              Panel.timeseries("Failures of the exporters", Unit.PER_SECOND)
                  .query("spans", orZero(rate("otelcol_exporter_send_failed_spans_total")))
                  .query(
                      "log records",
                      orZero(rate("otelcol_exporter_send_failed_log_records_total"))),
              Panel.timeseries("Scrape targets", Unit.NUMBER).query("{{job}} {{instance}}", "up"),
              Panel.logs("Logs of all services", "{service_name=~\".+\"}")));

  private InfrastructurePanels() {}

  private static Panel received(String title, String signal) {
    return Panel.timeseries(title, Unit.PER_SECOND)
        .query("accepted", rate("otelcol_receiver_accepted_" + signal + "_total"))
        .query("refused", rate("otelcol_receiver_refused_" + signal + "_total"));
  }

  private static String rate(String counter) {
    return "sum(rate(" + counter + "[30s]))";
  }

  /** A counter does not exist before the first event: no failures, no k6 that sends metrics. */
  private static String orZero(String expression) {
    return expression + " or vector(0)";
  }
}
