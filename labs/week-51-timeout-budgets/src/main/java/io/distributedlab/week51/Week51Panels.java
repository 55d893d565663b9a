package io.distributedlab.week51;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard of the lab shows. Predictions are for the default knobs. */
final class Week51Panels {
  private static final String REQUESTS = "lab_http_server_requests_seconds";
  private static final String ENTRY = "{service=\"frontend\",route=\"/api/process\"";

  static final List<Panel> ALL =
      List.of(
          Panel.up("frontend"),
          Panel.up("service-a"),
          Panel.up("service-b"),
          Panel.up("service-c"),
          Panel.timeseries("Goodput and the capacity of service-c", Unit.REQUESTS_PER_SECOND)
              .query("offered", "sum(rate(" + REQUESTS + "_count" + ENTRY + "}[30s]))")
              .query(
                  "goodput",
                  "sum(rate(" + REQUESTS + "_count" + ENTRY + ",outcome=\"success\"}[30s]))")
              .predicted("capacity", 40),
          Panel.stacked("Work after the deadline, seconds per second", Unit.SECONDS)
              .query("{{service}}", perSecond("work_ms_total{when=\"after\"}", "service")),
          Panel.stacked("Work before the deadline, seconds per second", Unit.SECONDS)
              .query("{{service}}", perSecond("work_ms_total{when=\"before\"}", "service")),
          Panel.stacked("Work skipped, seconds per second", Unit.SECONDS)
              .query("{{service}}", perSecond("work_skipped_ms_total", "service")),
          Panel.timeseries("How visits end, by service", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{service}} {{outcome}}",
                  "sum by (service, outcome) (rate(deadline_outcome_total[30s]))"),
          Panel.timeseries("Early ends at the frontend", Unit.SHARE)
              .query(
                  "share of requests",
                  "sum(rate(deadline_outcome_total{service=\"frontend\",outcome!=\"ok\"}[30s]))"
                      + " / sum(rate(deadline_outcome_total{service=\"frontend\"}[30s]))"),
          Panel.timeseries("Budget received by each service", Unit.SECONDS)
              .query("{{service}}", mean("deadline_received", "service"))
              .predicted("frontend", 1.0)
              .predicted("service-c", 0.685),
          Panel.timeseries("Time left by service and phase", Unit.SECONDS)
              .query("{{service}} {{phase}}", mean("deadline_remaining", "service, phase")),
          Panel.timeseries("Queue and slots of service-c", Unit.NUMBER)
              .query("waiting", "c_queue")
              .query("busy", "c_slots_busy")
              .predicted("slots", 8),
          Panel.timeseries("Estimates of admit", Unit.SECONDS)
              .query("{{service}} {{of}}", "deadline_estimate_ms / 1000")
              .query(
                  "actual work of service-c",
                  "sum(rate(work_ms_total{service=\"service-c\"}[30s])) / 1000"
                      + " / sum(rate(deadline_outcome_total{service=\"service-c\","
                      + "outcome!=\"refused\"}[30s]))"),
          Panel.timeseries("Latency at the frontend", Unit.SECONDS)
              .query("p50", quantile(0.50, "frontend"))
              .query("p95", quantile(0.95, "frontend"))
              .query("p99", quantile(0.99, "frontend")),
          Panel.timeseries("Median latency of the services behind it", Unit.SECONDS)
              .query("service-a", quantile(0.50, "service-a"))
              .query("service-b", quantile(0.50, "service-b"))
              .query("service-c", quantile(0.50, "service-c")),
          Panel.timeseries("Deadlines missing, clamped, malformed", Unit.PER_SECOND)
              .query("{{service}} missing", "rate(deadline_missing_total[30s])")
              .query("{{service}} clamped", "rate(deadline_clamped_total[30s])")
              .query("{{service}} malformed", "rate(deadline_malformed_total[30s])"),
          Panel.timeseries("Visits and requests in flight", Unit.NUMBER)
              .query("{{service}} visits", "deadline_visits")
              .query("{{service}} in flight", "lab_inflight"),
          Panel.logs(
              "Logs of the four services",
              "{service_name=~\"frontend|service-a|service-b|service-c\"}"));

  private Week51Panels() {}

  private static String perSecond(String millis, String by) {
    return "sum by (%s) (rate(%s[30s])) / 1000".formatted(by, millis);
  }

  private static String mean(String summary, String by) {
    return "sum by (%2$s) (rate(%1$s_sum[30s])) / sum by (%2$s) (rate(%1$s_count[30s])) / 1000"
        .formatted(summary, by);
  }

  private static String quantile(double q, String service) {
    return "histogram_quantile(%s, sum by (le) (rate(%s_bucket{service=\"%s\"}[30s])))"
        .formatted(q, REQUESTS, service);
  }
}
