package io.distributedlab.week51;

import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.measured;
import static io.distributedlab.experiment.Term.predicted;
import static io.distributedlab.experiment.Term.ratio;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Settings;

/** How much is done for callers that have left, and what is achieved under overload? */
final class Week51Experiment {
  static final String QUESTION =
      "When the caller gives up, how many milliseconds of work still happen behind it, and what"
          + " goodput remains at 1.5 x overload, under each way of carrying the deadline?";

  private Week51Experiment() {}

  static Experiment of(Settings settings) {
    var phases = new Week51Phases(settings);
    return Experiment.of("week-51-timeout-budgets", QUESTION)
        .phases(
            phases.normal(),
            phases.doomed(DeadlineVariant.NONE),
            phases.doomed(DeadlineVariant.FIXED),
            phases.doomed(DeadlineVariant.BOUNDARY),
            phases.explained(),
            phases.doomed(DeadlineVariant.ADMIT),
            phases.early(DeadlineVariant.ENFORCE),
            phases.early(DeadlineVariant.CANCEL),
            phases.overload(DeadlineVariant.NONE),
            phases.overload(DeadlineVariant.ENFORCE),
            phases.refusing(),
            phases.skewed(DeadlineVariant.ABSOLUTE),
            phases.skewed(DeadlineVariant.ENFORCE))
        .settles("lab_inflight", 0)
        .settles("deadline_visits", 0)
        .settles("c_slots_busy", 0)
        .settles("c_queue", 0)
        .claims(
            timing("with time enough every request succeeds").that("normal success").is(1),
            timing("the budget shrinks by the work before it")
                .that("normal budget at service-c")
                .isNear(predicted("normal budget at service-c"), 40))
        .claims(
            timing("without deadlines work goes on after the caller has left")
                .that("doomed none, after")
                .isAtLeast(700),
            timing("a fixed timeout changes nothing").that("doomed fixed, after").isAtLeast(700),
            timing("nor do checks at the boundaries").that("doomed boundary, after").isAtLeast(700),
            timing("an enforced deadline ends the work").that("doomed enforce, after").isAtMost(30),
            timing("and the answer names the service where it ended")
                .that("doomed named")
                .isAtLeast(0.9)
                .inFullRunOnly(),
            timing("admission does not even begin it").that("doomed admit, total").isAtMost(60))
        .claims(
            timing("a deadline does not help when the caller leaves before it")
                .that("early enforce, after")
                .isAtLeast(300),
            timing("a cancelled call ends the work behind it")
                .that("early cancel, after")
                .isAtMost(30))
        .claims(
            timing("overload without deadlines: goodput falls to nothing")
                .that("goodput none")
                .isAtMost(0.10)
                .shownBy("overload none", "overload admit"),
            timing("enforced deadlines alone do not save it")
                .that("goodput enforce")
                .isAtMost(0.45),
            timing("admission keeps it at capacity").that("goodput admit").isAtLeast(0.75),
            timing("admission is worth a factor")
                .that("goodput admit")
                .isAtLeast(measured("goodput enforce").times(2)),
            timing("nearly no work of enforce is after the deadline")
                .that(ratio("overload enforce, after", "overload enforce, total"))
                .isAtMost(0.02),
            timing("nor of admit")
                .that(ratio("overload admit, after", "overload admit, total"))
                .isAtMost(0.02),
            timing("who is refused knows it early").that("refused p95").isAtMost(400))
        .claims(
            timing("a clock that is ahead ruins absolute deadlines")
                .that("skew absolute, success")
                .isAtMost(0.05),
            timing("relative ones do not care").that("skew enforce, success").isAtLeast(0.95));
  }
}
