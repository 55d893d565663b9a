package io.distributedlab.week07;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard of the lab shows. Thresholds and limits drawn are the default knobs. */
final class Week07Panels {
  private static final String SERVER = "lab_http_server_requests_seconds";

  static final List<Panel> ALL =
      List.of(
          Panel.up("client"),
          Panel.up("client-2"),
          Panel.up("backend-1"),
          Panel.up("backend-2"),
          Panel.stat("State of the client (0 closed, 1 half-open, 2 open)", Unit.NUMBER)
              .query("{{target}}", "lab07_state{service=\"client\"} >= 0"),
          Panel.stat("Transitions in 5 min", Unit.NUMBER)
              .query("all", "sum(increase(lab07_transitions_total{service=\"client\"}[5m]))"),
          Panel.timeseries("State by target (0 closed, 1 half-open, 2 open)", Unit.NUMBER)
              .query("{{service}} {{target}}", "lab07_state >= 0"),
          Panel.stacked("Calls of the client by result", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{result}}",
                  "sum by (result) (rate(lab07_calls_total{service=\"client\",target!=\"other\"}[30s]))"),
          Panel.timeseries(
                  "Wanted by callers and arrived at the backends", Unit.REQUESTS_PER_SECOND)
              .query("wanted", "sum(rate(lab07_calls_total{target!=\"other\"}[30s]))")
              .query("arrived", "sum(rate(lab07_backend_arrivals_total[30s]))"),
          Panel.timeseries("Slots in use", Unit.NUMBER)
              .query("{{service}}", "lab07_slots_used")
              .predicted("slots", 20),
          Panel.timeseries("Success of /api/other", Unit.SHARE)
              .query(
                  "success",
                  "sum(rate(lab07_calls_total{target=\"other\",result=\"ok\"}[30s]))"
                      + " / sum(rate(lab07_calls_total{target=\"other\"}[30s]))")
              .predicted("none, backends hang", 0.384),
          Panel.timeseries("Failed and slow calls in the window", Unit.SHARE)
              .query("failed {{service}} {{target}}", "lab07_failure_rate >= 0")
              .query("slow {{service}} {{target}}", "lab07_slow_rate >= 0")
              .predicted("failure.rate", 0.5)
              .predicted("slow.rate", 0.6),
          Panel.timeseries("Failures and successes that count", Unit.NUMBER)
              .query("failures {{target}}", "lab07_failures{service=\"client\"} >= 0")
              .query("successes {{target}}", "lab07_successes{service=\"client\"} >= 0"),
          Panel.timeseries("Transitions per second", Unit.PER_SECOND)
              .query(
                  "{{service}} {{from}} to {{to}}: {{reason}}",
                  "sum by (service, from, to, reason) (rate(lab07_transitions_total[30s]))"),
          Panel.timeseries("Results that did not count, and probes", Unit.PER_SECOND)
              .query("ignored: {{reason}}", "sum by (reason) (rate(lab07_ignored_total[30s]))")
              .query("probe: {{result}}", "sum by (result) (rate(lab07_probes_total[30s]))"),
          Panel.timeseries("Latency of answers at the client", Unit.SECONDS)
              .query("p50 success", latency(0.50, "client", "success"))
              .query("p99 success", latency(0.99, "client", "success"))
              .query("p50 failed or rejected", latency(0.50, "client", "error"))
              .query("p99 failed or rejected", latency(0.99, "client", "error")),
          Panel.timeseries("Requests at the backends by status", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{service}} {{status}}",
                  "sum by (service, status) (rate(lab07_backend_requests_total[30s]))"),
          Panel.timeseries("Failure mode of the backends", Unit.NUMBER)
              .query("{{service}} {{mode}}", "lab07_backend_mode == 1"),
          Panel.timeseries("Latency at the backends", Unit.SECONDS)
              .query("p50 backend-1", latency(0.50, "backend-1", "success"))
              .query("p99 backend-1", latency(0.99, "backend-1", "success"))
              .query("p50 backend-2", latency(0.50, "backend-2", "success"))
              .query("p99 backend-2", latency(0.99, "backend-2", "success")),
          Panel.logs("Transitions", "{service_name=~\"client.*\"} |= \"circuit of\""));

  private Week07Panels() {}

  private static String latency(double q, String service, String outcome) {
    return "histogram_quantile(%s, sum by (le) (rate(%s_bucket{service=\"%s\",route=\"/api/data\",outcome=\"%s\"}[30s])))"
        .formatted(q, SERVER, service, outcome);
  }
}
