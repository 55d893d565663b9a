package io.distributedlab.base;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard of the echo chain shows. Predictions are for the default knobs. */
final class EchoPanels {
  private static final String REQUESTS = "lab_http_server_requests_seconds";

  static final List<Panel> ALL =
      List.of(
          Panel.up("gateway"),
          Panel.up("service-a"),
          Panel.up("service-b"),
          Panel.timeseries("Requests by service and outcome", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{service}} {{outcome}}",
                  "sum by (service, outcome) (rate(" + REQUESTS + "_count[30s]))"),
          Panel.timeseries("Latency at the gateway", Unit.SECONDS)
              .query("p50", quantile(0.50, "gateway"))
              .query("p95", quantile(0.95, "gateway"))
              .query("p99", quantile(0.99, "gateway"))
              .predicted("p50", 0.085)
              .predicted("p95", 0.109)
              .predicted("p99", 0.1151),
          Panel.timeseries("Median latency of service-a and service-b", Unit.SECONDS)
              .query("service-a", quantile(0.50, "service-a"))
              .query("service-b", quantile(0.50, "service-b")),
          Panel.stacked("Share of each hop in the mean latency", Unit.SECONDS)
              .query("work of service-a", mean("echo_work_seconds", "service-a"))
              .query("work of service-b", mean("echo_work_seconds", "service-b"))
              .query(
                  "everything else",
                  "%s - %s - %s"
                      .formatted(
                          mean(REQUESTS, "gateway"),
                          mean("echo_work_seconds", "service-a"),
                          mean("echo_work_seconds", "service-b"))),
          Panel.timeseries("In flight at the gateway and Little's law", Unit.NUMBER)
              .query("measured", "avg_over_time(lab_inflight{service=\"gateway\"}[30s])")
              .query(
                  "rate x mean latency",
                  "sum(rate(" + REQUESTS + "_sum{service=\"gateway\"}[30s]))"),
          Panel.timeseries("Calls to peers by outcome", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{service}} to {{peer}} {{outcome}}",
                  "sum by (service, peer, outcome)"
                      + " (rate(lab_http_client_requests_seconds_count[30s]))"),
          Panel.logs(
              "Logs of the three services", "{service_name=~\"gateway|service-a|service-b\"}"));

  private EchoPanels() {}

  private static String quantile(double q, String service) {
    return "histogram_quantile(%s, sum by (le) (rate(%s_bucket{service=\"%s\"}[30s])))"
        .formatted(q, REQUESTS, service);
  }

  private static String mean(String timer, String service) {
    return "sum(rate(%1$s_sum{service=\"%2$s\"}[30s])) / sum(rate(%1$s_count{service=\"%2$s\"}[30s]))"
        .formatted(timer, service);
  }
}
