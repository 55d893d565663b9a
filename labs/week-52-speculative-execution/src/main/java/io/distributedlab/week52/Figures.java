package io.distributedlab.week52;

import static io.distributedlab.week52.Week52Phases.FANOUT;
import static io.distributedlab.week52.Week52Phases.SLOW_MS;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.theory.Distribution;

/** What is read off one phase. Counts include the warm-up, latencies do not. */
record Figures(PhaseRun run, String of) {
  private static final String ATTEMPTS = "hedge_attempts_total";
  private static final double RATIO = 0.05;
  private static final double BURST = 10;

  static Figures of(PhaseRun run, String phase) {
    return new Figures(run, phase);
  }

  Measure p99(Distribution theory) {
    return run.percentile(of + " p99", 99).predicted(theory.percentile(99) + overheadMs());
  }

  Measure p99Of(String load) {
    return Measure.percentile(of + " " + load + " p99", 99, run.load(load).samples());
  }

  /**
   * The share of requests that theory has at or below the p99 that was measured: 0.99, give or take
   * the luck of the draw, which as a share is the same on both sides of a kink in the distribution.
   */
  Measure rankOfP99(Distribution theory) {
    return Measure.share(of + " p99, its rank in theory", theory.cdf(run.msBeyondBarePath(99)))
        .predicted(0.99)
        .from(run.samples().count());
  }

  /** Pages of independent calls, of which one at least was slow, by the share of slow calls. */
  Measure slowPages(Distribution theory) {
    double fast = run.samples().share(sample -> sample.latencyMs() <= SLOW_MS + overheadMs());
    return Measure.share(of + " slow pages", 1 - Math.pow(fast, FANOUT))
        .predicted(HedgeTheory.pagesWithOneAbove(theory, SLOW_MS, FANOUT))
        .from(run.samples().count());
  }

  Measure mean() {
    return Measure.ms(of + " mean", run.samples().meanMs()).from(run.samples().count());
  }

  Measure extraShare(double theory) {
    return Measure.share(of + " extra attempts per request", extra() / first())
        .predicted(theory)
        .from(Math.round(first()));
  }

  /** Extra attempts of the budgeted strategy, as far as its budget does not allow them. */
  Measure beyondBudget() {
    return Measure.count(of + " extra attempts beyond the budget", budgetedExtra() - budget())
        .from(Math.round(budgetedExtra()));
  }

  /** Extra attempts of the strategy without a budget, in budgets. */
  Measure hedgesPerBudget() {
    double adaptive = attempts("hedge-adaptive", "hedge") + attempts("hedge-adaptive", "failover");
    return Measure.count(of + " hedges without a budget, in budgets", adaptive / budget())
        .from(Math.round(adaptive));
  }

  /** Work of losers after their winner had answered, at the hedger and at the backends. */
  Measure wastedPerHedge() {
    double wasted = run.increase("hedger", "hedge_wasted_ms_sum") + backends("hedge_wasted_ms_sum");
    return Measure.ms(of + ": work after the winner, per hedge", wasted / extra())
        .from(Math.round(extra()));
  }

  /** Backends that stopped, per hedged request: each has one loser. */
  Measure losersStopped() {
    return Measure.share(of + ": losers stopped at their backend", stopped() / extra())
        .from(Math.round(extra()));
  }

  Measure executionsPerRequest() {
    return Measure.count(
            of + " executions per request", backends("backend_executions_total") / first())
        .from(Math.round(first()));
  }

  Measure effectsPerPost(double theory) {
    double posts = run.loads().stream().mapToLong(load -> load.samples().count()).sum();
    double effects = backends("backend_effects_total", "result", "applied");
    return Measure.count(of + " effects per request", effects / posts)
        .predicted(theory)
        .from(Math.round(posts));
  }

  private double stopped() {
    return backends("hedge_cancelled_total");
  }

  private double budget() {
    return RATIO * attempts("hedge-budget", "first") + BURST;
  }

  private double budgetedExtra() {
    return attempts("hedge-budget", "hedge") + attempts("hedge-budget", "failover");
  }

  private double attempts(String strategy, String kind) {
    return run.increase("hedger", ATTEMPTS, "strategy", strategy, "kind", kind);
  }

  private double extra() {
    return run.increase("hedger", ATTEMPTS) - first();
  }

  private double first() {
    return run.increase("hedger", ATTEMPTS, "kind", "first");
  }

  private double backends(String metric, String... labels) {
    return Backends.NAMES.stream()
        .mapToDouble(backend -> run.increase(backend, metric, labels))
        .sum();
  }

  private double overheadMs() {
    return run.calibration().overheadMs();
  }
}
