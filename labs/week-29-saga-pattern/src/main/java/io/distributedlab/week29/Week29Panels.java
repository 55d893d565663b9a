package io.distributedlab.week29;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import java.util.List;

/** What the dashboard shows. */
final class Week29Panels {
  static final List<Panel> ALL =
      List.of(
          Panel.up("order"),
          Panel.up("orchestrator"),
          Panel.up("inventory"),
          Panel.up("payment"),
          Panel.up("shipping"),
          total("Sagas started", "saga_started_total"),
          total("Completed", "saga_completed_total"),
          total("Compensated", "saga_compensated_total"),
          Panel.stat("Completed of those that ended", Unit.SHARE)
              .query(
                  "share",
                  "sum(saga_completed_total) / (sum(saga_completed_total)"
                      + " + (sum(saga_compensated_total) or vector(0))"
                      + " + (sum(saga_failed_total) or vector(0)))"),
          Panel.stat("Need attention", Unit.NUMBER).query("parked", "sum(saga_parked)"),
          Panel.timeseries("Outcomes", Unit.PER_SECOND)
              .query("completed", "sum(rate(saga_completed_total[30s]))")
              .query(
                  "compensated, failed at {{failed_step}}",
                  "sum by (failed_step) (rate(saga_compensated_total[30s]))")
              .query("refused at once", "sum(rate(saga_failed_total[30s]))")
              .query("recovered", "sum(rate(saga_recovered_total[30s]))"),
          Panel.timeseries("Sagas under way", Unit.NUMBER)
              .query("active", "sum(saga_active)")
              .query("need attention", "sum(saga_parked)"),
          Panel.timeseries("Age of the oldest saga", Unit.SECONDS)
              .query("oldest", "max(saga_age_max_seconds)"),
          steps("Steps: p95 of execute", "execute"),
          steps("Steps: p95 of compensate", "compensate"),
          Panel.timeseries("Retries and unknown outcomes", Unit.PER_SECOND)
              .query("retries of {{step}}", "sum by (step) (rate(saga_retries_total[30s]))")
              .query(
                  "unknown: {{step}}",
                  "sum by (step) (rate(saga_step_seconds_count{outcome=\"unknown\"}[30s]))")
              .query("fenced off", "sum(rate(saga_fenced_total[30s]))"),
          Panel.timeseries("Failures by step", Unit.PER_SECOND)
              .query(
                  "{{step}} {{outcome}}",
                  "sum by (step, outcome) (rate(saga_step_failures_total[30s]))"),
          Panel.timeseries("Compensations by step", Unit.PER_SECOND)
              .query("{{step}}", "sum by (step) (rate(saga_compensations_total[30s]))"),
          ops("Reservations", "inventory"),
          ops("Payments", "payment"),
          ops("Shipments", "shipping"),
          Panel.timeseries("Money charged", Unit.PER_SECOND)
              .query("euro", "sum(rate(payment_charged_cents_total[30s])) / 100"),
          Panel.timeseries("Invariants broken, at the last audit", Unit.NUMBER)
              .query("{{name}}", "max by (name) (invariant_violations)"),
          Panel.timeseries("Orders cancelled after they were visible as confirmed", Unit.PER_SECOND)
              .query("taken back", "sum(rate(saga_taken_back_total[30s]))"),
          Panel.timeseries("Outboxes", Unit.NUMBER).query("{{service}}", "outbox_pending"),
          Panel.timeseries("Events that came again", Unit.PER_SECOND)
              .query("{{service}}", "sum by (service) (rate(inbox_duplicates_total[30s]))"),
          Panel.timeseries("In flight", Unit.NUMBER).query("{{service}}", "lab_inflight"),
          Panel.logs("Transitions", "{service_name=\"orchestrator\"}"));

  private Week29Panels() {}

  private static Panel total(String title, String metric) {
    return Panel.stat(title, Unit.NUMBER).query("total", "sum(%s)".formatted(metric));
  }

  private static Panel steps(String title, String action) {
    return Panel.timeseries(title, Unit.SECONDS)
        .query(
            "{{step}}",
            "histogram_quantile(0.95, sum by (step, le)"
                + " (rate(saga_step_seconds_bucket{action=\"%s\"}[30s])))".formatted(action));
  }

  private static Panel ops(String title, String service) {
    return Panel.timeseries(title, Unit.PER_SECOND)
        .query(
            "{{op}} {{outcome}}",
            "sum by (op, outcome) (rate(participant_ops_total{service=\"%s\"}[30s]))"
                .formatted(service));
  }
}
