package io.distributedlab.week46;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard shows. Predictions are for the default knobs. */
final class Week46Panels {
  private static final String READS = "sum(rate(quorum_reads_total[30s]))";

  static final List<Panel> ALL =
      List.of(
          Panel.up("coordinator-1"),
          Panel.up("coordinator-2"),
          config("N", "n"),
          config("R", "r"),
          config("W", "w"),
          config("R + W - N: overlap when positive", "margin"),
          Panel.stat("Replicas that answer coordinator-1", Unit.NUMBER)
              .query("replicas", "max(quorum_replicas_active{service=\"coordinator-1\"})"),
          Panel.timeseries("Median latency of operations by k", Unit.SECONDS)
              .query(
                  "{{op}} {{strategy}} k={{k}}",
                  "histogram_quantile(0.5, sum by (op, strategy, k, le)"
                      + " (rate(quorum_op_seconds_bucket[30s])))")
              .predicted("first-k, k=3", 0.019),
          Panel.timeseries("p95 latency of operations by k", Unit.SECONDS)
              .query(
                  "{{op}} {{strategy}} k={{k}}",
                  "histogram_quantile(0.95, sum by (op, strategy, k, le)"
                      + " (rate(quorum_op_seconds_bucket[30s])))"),
          Panel.timeseries("Operations by outcome", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{op}} {{outcome}}",
                  "sum by (op, outcome) (rate(quorum_op_seconds_count[30s]))"),
          Panel.timeseries("Replies per replica", Unit.REQUESTS_PER_SECOND)
              .query(
                  "{{replica}} {{op}} {{result}}",
                  "sum by (replica, op, result) (rate(quorum_replica_reply_total[30s]))"),
          Panel.timeseries("Stale reads of one coordinator's own writes", Unit.SHARE)
              .query("measured", "sum(rate(quorum_stale_reads_total[30s])) / " + READS)
              .query("predicted while the lag lasts", "max(quorum_stale_predicted)"),
          Panel.timeseries("New, then old: inversions", Unit.PER_SECOND)
              .query("inversions", "sum(rate(quorum_inversions_total[30s]))"),
          Panel.timeseries("Conflicts, repairs, superseded writes", Unit.PER_SECOND)
              .query("reads with conflicts", "sum(rate(quorum_conflicts_total[30s]))")
              .query("replicas repaired", "sum(rate(quorum_repairs_total[30s]))")
              .query("writes superseded", "sum(rate(quorum_superseded_total[30s]))")
              .query("taken by anti-entropy", "sum(rate(quorum_antientropy_taken_total[30s]))"),
          Panel.timeseries("Reads by rounds", Unit.REQUESTS_PER_SECOND)
              .query("{{rounds}}", "sum by (rounds) (rate(quorum_reads_total[30s]))"),
          Panel.timeseries("Hints", Unit.NUMBER)
              .query("{{service}} pending", "quorum_hints_pending")
              .query("stored in 30 s", "sum(increase(quorum_hints_stored_total[30s]))")
              .query("delivered in 30 s", "sum(increase(quorum_hints_delivered_total[30s]))")
              .query("expired in 30 s", "sum(increase(quorum_hints_expired_total[30s]))"),
          Panel.timeseries("Replicas: p95 of their work", Unit.SECONDS)
              .query(
                  "{{service}} {{op}}",
                  "histogram_quantile(0.95, sum by (service, op, le)"
                      + " (rate(quorum_replica_work_seconds_bucket[30s])))"),
          Panel.timeseries("Replicas: reads and writes", Unit.REQUESTS_PER_SECOND)
              .query("{{service}} {{op}}", "rate(quorum_replica_work_seconds_count[30s])"),
          Panel.timeseries("Replicas: keys", Unit.NUMBER)
              .query("{{service}}", "quorum_replica_keys"),
          Panel.timeseries("Replicas: injected failures", Unit.NUMBER)
              .query("{{service}} {{kind}}", "quorum_replica_fault"),
          Panel.timeseries("In flight, and writes sent later", Unit.NUMBER)
              .query("{{service}}", "lab_inflight")
              .query("{{service}} late", "quorum_late"),
          Panel.logs("Operations", "{service_name=~\"coordinator-1|coordinator-2\"}"));

  private Week46Panels() {}

  private static Panel config(String title, String param) {
    return Panel.stat(title, Unit.NUMBER)
        .query(
            param, "max(quorum_config{service=\"coordinator-1\",param=\"%s\"})".formatted(param));
  }
}
