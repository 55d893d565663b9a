package io.distributedlab.@package@;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard shows. Predictions are for the default knobs. */
final class @Name@Panels {
  private static final String REQUESTS = "lab_http_server_requests_seconds";

  static final List<Panel> ALL =
      List.of(
@each services@
          Panel.up("@service@"),
@end@
          Panel.timeseries("Requests by service and outcome", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{service}} {{outcome}}",
                  "sum by (service, outcome) (rate(" + REQUESTS + "_count[30s]))"),
          Panel.timeseries("Latency at @entry@", Unit.SECONDS)
              .query("p50", quantile(0.50))
              .query("p99", quantile(0.99))
              .predicted("p50", @medianSeconds@),
          Panel.timeseries("Median latency of each service", Unit.SECONDS)
              .query(
                  "{{service}}",
                  "histogram_quantile(0.5, sum by (service, le) (rate(%s_bucket[30s])))"
                      .formatted(REQUESTS)),
          Panel.timeseries("In flight", Unit.NUMBER).query("{{service}}", "lab_inflight"),
          Panel.logs("Logs of the services", "{service_name=~\"@pattern@\"}"));

  private @Name@Panels() {}

  private static String quantile(double q) {
    return "histogram_quantile(%s, sum by (le) (rate(%s_bucket{service=\"@entry@\"}[30s])))"
        .formatted(q, REQUESTS);
  }
}
