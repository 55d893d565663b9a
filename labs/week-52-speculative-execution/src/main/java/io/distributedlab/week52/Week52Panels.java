package io.distributedlab.week52;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard shows. Predictions are for the default knobs and independent copies. */
final class Week52Panels {
  static final List<Panel> ALL =
      List.of(
          Panel.up("frontend"),
          Panel.up("hedger"),
          Panel.up("backend-1"),
          Panel.up("backend-2"),
          Panel.up("backend-3"),
          Panel.timeseries("p99 at the hedger by strategy", Unit.SECONDS)
              .query(
                  "{{strategy}}",
                  "histogram_quantile(0.99, sum by (strategy, le)"
                      + " (rate(hedge_requests_seconds_bucket[30s])))")
              .predicted("direct", 0.300)
              .predicted("hedged at p95", 0.166),
          Panel.timeseries("p50 and p95 at the hedger by strategy", Unit.SECONDS)
              .query("p50 {{strategy}}", quantile(0.50))
              .query("p95 {{strategy}}", quantile(0.95)),
          Panel.timeseries("p99 at the frontend by mode", Unit.SECONDS)
              .query(
                  "{{mode}}",
                  "histogram_quantile(0.99, sum by (mode, le)"
                      + " (rate(frontend_requests_seconds_bucket[30s])))"),
          Panel.timeseries("Attempts per request, and tokens", Unit.NUMBER)
              .query(
                  "attempts per request",
                  "sum(rate(hedge_attempts_total[30s]))"
                      + " / sum(rate(hedge_attempts_total{kind=\"first\"}[30s]))")
              .query("tokens", "hedge_tokens")
              .predicted("hedged at p95", 1.05),
          Panel.timeseries("Race results", Unit.REQUESTS_PER_SECOND)
              .query("{{result}}", "sum by (result) (rate(hedge_requests_seconds_count[30s]))"),
          Panel.timeseries("Share of requests hedged", Unit.SHARE)
              .query(
                  "{{strategy}}",
                  "sum by (strategy) (rate(hedge_attempts_total{kind=\"hedge\"}[30s]))"
                      + " / sum by (strategy) (rate(hedge_attempts_total{kind=\"first\"}[30s]))"),
          Panel.timeseries("Delay in use, and p95 of first attempts", Unit.SECONDS)
              .query("delay", "hedge_delay_ms / 1000")
              .query(
                  "p95 of first attempts that were not cancelled",
                  "histogram_quantile(0.95, sum by (le) (rate(hedge_primary_seconds_bucket[30s])))")
              .predicted("p95", 0.100),
          Panel.timeseries("Work after the winner had answered, ms per second", Unit.NUMBER)
              .query("{{service}}", "sum by (service) (rate(hedge_wasted_ms_sum[30s]))"),
          Panel.timeseries("Attempts by backend", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{backend}} {{kind}}",
                  "sum by (backend, kind) (rate(hedge_attempts_total[30s]))"),
          Panel.timeseries("Backend p99", Unit.SECONDS)
              .query(
                  "{{service}}",
                  "histogram_quantile(0.99, sum by (service, le)"
                      + " (rate(backend_service_seconds_bucket[30s])))")
              .predicted("p99", 0.300),
          Panel.timeseries("Backends: in service and waiting", Unit.NUMBER)
              .query("{{service}} busy", "backend_busy")
              .query("{{service}} waiting", "backend_queue"),
          Panel.timeseries("Hedges suppressed by reason", Unit.PER_SECOND)
              .query("{{reason}}", "sum by (reason) (rate(hedge_suppressed_total[30s]))"),
          Panel.timeseries("Cancelled at the backends", Unit.PER_SECOND)
              .query("{{phase}}", "sum by (phase) (rate(hedge_cancelled_total[30s]))"),
          Panel.timeseries("In flight", Unit.NUMBER)
              .query("{{service}}", "lab_inflight")
              .query("attempts at {{backend}}", "hedge_inflight"),
          Panel.logs("Hedged requests", "{service_name=\"hedger\"}"));

  private Week52Panels() {}

  private static String quantile(double q) {
    return "histogram_quantile(%s, sum by (strategy, le) (rate(hedge_requests_seconds_bucket[30s])))"
        .formatted(q);
  }
}
