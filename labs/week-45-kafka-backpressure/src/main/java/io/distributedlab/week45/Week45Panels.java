package io.distributedlab.week45;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard of the lab shows. */
final class Week45Panels {
  private static final String PROCESS = "kbp_process_seconds";

  static final List<Panel> ALL =
      List.of(
          Panel.up("producer"),
          Panel.up("consumer-1"),
          Panel.up("consumer-2"),
          Panel.up("consumer-3"),
          Panel.up("lag-monitor"),
          Panel.up("sink"),
          Panel.stat("Total lag", Unit.NUMBER).query("records", "kbp_lag_records"),
          Panel.stat("Status: 0 ok, 1 lagging, 2 stalled, 3 no members", Unit.NUMBER)
              .query("status", "kbp_status"),
          Panel.stat("Rate of change", Unit.PER_SECOND).query("records", "kbp_lag_rate"),
          Panel.stat("Automatic producer", Unit.NUMBER).query("running", "kbp_auto_running"),
          Panel.stat("Services with a paused consumer", Unit.NUMBER)
              .query("services", "sum(kbp_paused > bool 0)"),
          Panel.timeseries("Produced, committed, goodput", Unit.PER_SECOND)
              .query("λ produced", "sum(rate(kbp_produced_total[10s]))")
              .query("μ consumed", "sum(rate(kbp_consumed_total[10s]))")
              .query("goodput: begun in time", "sum(rate(kbp_goodput_total[10s]))"),
          Panel.timeseries("Lag", Unit.NUMBER)
              .query("records", "kbp_lag_records")
              .predicted("warning", Alerts.WARNING)
              .predicted("critical", Alerts.CRITICAL),
          Panel.timeseries("Time lag and forecast", Unit.SECONDS)
              .query("oldest order not committed", "kbp_lag_ms / 1000")
              .query("drained in", "kbp_drain_seconds")
              .predicted("target of throttling", 0.5),
          Panel.timeseries("Lag by partition", Unit.NUMBER).query("{{partition}}", "kbp_lag"),
          Panel.timeseries("End and committed offsets", Unit.NUMBER)
              .query("end {{partition}}", "kbp_offset_end")
              .query("committed {{partition}}", "kbp_offset_committed"),
          Panel.timeseries("Consumed by service", Unit.PER_SECOND)
              .query("{{consumer}}", "sum by (consumer) (rate(kbp_consumed_total[10s]))"),
          Panel.timeseries("Consumed per minute", Unit.NUMBER)
              .query("orders", "sum(increase(kbp_consumed_total[1m]))"),
          Panel.timeseries("Processing time", Unit.SECONDS)
              .query("p50", quantile(0.50))
              .query("p95", quantile(0.95))
              .query("p99", quantile(0.99)),
          Panel.timeseries("In flight and buffered", Unit.NUMBER)
              .query("{{consumer}} in flight", "kbp_inflight")
              .query("{{consumer}} buffered", "kbp_buffered")
              .predicted("max_in_flight", 50)
              .predicted("high + max_poll_records", 300),
          Panel.timeseries("Paused consumers", Unit.NUMBER).query("{{consumer}}", "kbp_paused"),
          Panel.timeseries("Complete, not committable", Unit.NUMBER)
              .query("{{consumer}}", "kbp_commit_gap"),
          Panel.timeseries("Rebalances", Unit.PER_SECOND)
              .query("{{consumer}} {{cause}}", "rate(kbp_rebalances_total[30s])"),
          Panel.timeseries("Members of the group", Unit.NUMBER).query("members", "kbp_members"),
          Panel.timeseries("Throttling", Unit.PER_SECOND)
              .query("refused", "rate(kbp_throttled_total[10s])")
              .query("admitted at most", "kbp_accepted_rate"),
          Panel.timeseries("Expired and dead", Unit.PER_SECOND)
              .query("expired", "sum(rate(kbp_expired_total[10s]))")
              .query("dead", "sum(rate(kbp_dlq_total[10s]))"),
          Panel.timeseries("Sink: servers and queue", Unit.NUMBER)
              .query("busy", "kbp_sink_busy")
              .query("waiting", "kbp_sink_queue")
              .predicted("servers", 20),
          Panel.timeseries("Commits", Unit.PER_SECOND)
              .query("{{service}} {{outcome}}", "rate(kbp_commit_seconds_count[10s])"),
          Panel.logs(
              "Logs of consumers and monitor",
              "{service_name=~\"consumer-1|consumer-2|consumer-3|lag-monitor\"}"));

  private Week45Panels() {}

  private static String quantile(double q) {
    return "histogram_quantile(%s, sum by (le) (rate(%s_bucket[30s])))".formatted(q, PROCESS);
  }
}
