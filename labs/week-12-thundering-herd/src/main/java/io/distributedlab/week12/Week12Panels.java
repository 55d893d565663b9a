package io.distributedlab.week12;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard shows. */
final class Week12Panels {
  static final List<Panel> ALL =
      List.of(
          Panel.up("api-1"),
          Panel.up("api-2"),
          Panel.up("api-3"),
          Panel.up("redis-proxy"),
          Panel.stat("Loads under way", Unit.NUMBER).query("loads", "sum(cache_loads_concurrent)"),
          Panel.stat("Hit rate", Unit.SHARE)
              .query(
                  "hits",
                  "sum(rate(cache_requests_total{status=~\"hit|stale\"}[30s]))"
                      + " / sum(rate(cache_requests_total[30s]))"),
          Panel.timeseries("Loads under way", Unit.NUMBER)
              .query("{{service}}", "cache_loads_concurrent"),
          Panel.timeseries("Loads in 5 s, the default TTL, by strategy", Unit.NUMBER)
              .query("{{strategy}}", "sum by (strategy) (increase(cache_loads_total[30s])) / 6"),
          Panel.timeseries("Stampedes", Unit.PER_SECOND)
              .query("{{service}}", "sum by (service) (rate(cache_stampede_total[30s]))"),
          Panel.stacked("Answers by where they came from", Unit.REQUESTS_PER_SECOND)
              .query("{{status}}", "sum by (status) (rate(cache_requests_total[30s]))"),
          Panel.timeseries("Hit rate", Unit.SHARE)
              .query(
                  "{{strategy}}",
                  "sum by (strategy) (rate(cache_requests_total{status=~\"hit|stale\"}[30s]))"
                      + " / sum by (strategy) (rate(cache_requests_total[30s]))"),
          Panel.timeseries("Latency by strategy", Unit.SECONDS)
              .query("p50 {{strategy}}", quantile(0.50))
              .query("p95 {{strategy}}", quantile(0.95))
              .query("p99 {{strategy}}", quantile(0.99)),
          Panel.timeseries("Database: query and whole load, p95", Unit.SECONDS)
              .query("query", quantile95("db_query"))
              .query("load, waiting for a connection included", quantile95("cache_load")),
          Panel.timeseries("Database: queries", Unit.PER_SECOND)
              .query("{{reason}}", "sum by (reason) (rate(cache_loads_total[30s]))"),
          Panel.timeseries("Database: connections in use, and who waits for one", Unit.NUMBER)
              .query("{{service}} in use", "db_pool_busy")
              .query("{{service}} waiting", "db_pool_waiting"),
          Panel.timeseries("Locks and leases", Unit.PER_SECOND)
              .query("lock {{result}}", "sum by (result) (rate(cache_lock_total[30s]))")
              .query("lease {{result}}", "sum by (result) (rate(cache_lease_total[30s]))"),
          Panel.timeseries("Time waited for the load of another, p95", Unit.SECONDS)
              .query(
                  "{{strategy}}",
                  "histogram_quantile(0.95, sum by (strategy, le)"
                      + " (rate(cache_wait_seconds_bucket[30s])))"),
          Panel.timeseries("Early loads: lead before the expiry, ms", Unit.NUMBER)
              .query(
                  "mean",
                  "sum(rate(cache_early_lead_ms_sum[30s]))"
                      + " / sum(rate(cache_early_lead_ms_count[30s]))")
              .query(
                  "p90",
                  "histogram_quantile(0.9, sum by (le) (rate(cache_early_lead_ms_bucket[30s])))"),
          Panel.timeseries("Redis commands", Unit.PER_SECOND)
              .query("{{command}}", "sum by (command) (rate(redis_commands_total[30s]))"),
          Panel.logs("Stampedes, fills and rejected leases", "{service_name=~\"api-.\"}"));

  private Week12Panels() {}

  private static String quantile(double q) {
    return "histogram_quantile(%s, sum by (strategy, le) (rate(cache_request_seconds_bucket[30s])))"
        .formatted(q);
  }

  private static String quantile95(String timer) {
    return "histogram_quantile(0.95, sum by (le) (rate(%s_seconds_bucket[30s])))".formatted(timer);
  }
}
