package io.distributedlab.experiment;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.measured;
import static io.distributedlab.experiment.Term.number;
import static io.distributedlab.experiment.Term.predicted;
import static io.distributedlab.experiment.Term.ratio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.distributedlab.experiment.load.LoadResult;
import io.distributedlab.experiment.load.Outcome;
import io.distributedlab.experiment.load.Pace;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class JudgeTest {
  private static final Noise QUIET = new Noise(0.2, 0.2, 0.01, 0, 0);
  private static final Noise LOUD = new Noise(0.2, 0.2, 0.9, 0, 0);

  private final Measures measures = new Measures();
  private Calibration calibration = new Calibration(QUIET, Double.NaN, Double.NaN);
  private final EchoLab lab = new EchoLab();
  private final Vertx vertx = Vertx.vertx();
  private final Stage stage = new Stage(vertx, lab);
  private final PhaseRun run = phase("p");

  @BeforeEach
  void measure() {
    run.measures.add(Measure.ms("slow", 120).predicted(110).from(50));
    run.measures.add(Measure.ms("fast", 60).from(500));
    run.measures.add(Measure.count("lost", 3L));
    run.measures.add(Measure.ms("nothing", Double.NaN));
    measures.add(run);
  }

  @AfterEach
  void stop(VertxTestContext test) {
    Future.all(lab.stop(), vertx.close()).onComplete(test.succeedingThenComplete());
  }

  @Test
  void aBarePathThatQueuesExcusesTimingsOnly() {
    calibration = new Calibration(QUIET, 657, 1094);
    assertThat(verdict(timing("").that("slow").isAtMost(1))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(invariant("").that("lost").is(0))).isEqualTo(Verdict.BROKEN);
    calibration = new Calibration(QUIET, 8, 20);
    assertThat(verdict(timing("").that("slow").isAtMost(1))).isEqualTo(Verdict.BROKEN);
  }

  @Test
  void aSecondMeasurementCountsAlsoWhenItReadsTheSame() {
    var claim = timing("").that("fast").isAtMost(100);
    var reading = List.of(new Reading(60, null, 100.0));
    var late = new ClaimResult(claim, Verdict.INCONCLUSIVE, "late", reading, Optional.empty());
    var sure = new ClaimResult(claim, Verdict.HOLDS, "", reading, Optional.empty());
    assertThat(ClaimResult.again(List.of(late), List.of(sure), measured -> true))
        .extracting(ClaimResult::verdict)
        .containsExactly(Verdict.HOLDS);
    assertThat(ClaimResult.again(List.of(late), List.of(sure), measured -> false))
        .containsExactly(late);
  }

  @Test
  void boundsAreInclusive() {
    assertThat(verdict(invariant("").that("slow").isAtMost(120))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(invariant("").that("slow").isAtMost(119.9))).isEqualTo(Verdict.BROKEN);
    assertThat(verdict(invariant("").that("slow").isAtLeast(120))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(invariant("").that("slow").isAtLeast(120.1))).isEqualTo(Verdict.BROKEN);
    assertThat(verdict(invariant("").that("lost").is(3))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(invariant("").that("lost").is(0))).isEqualTo(Verdict.BROKEN);
    assertThat(verdict(invariant("").that("lost").isBetween(1, 3))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(invariant("").that("lost").isBetween(4, 5))).isEqualTo(Verdict.BROKEN);
  }

  @Test
  void sidesAreArithmetic() {
    assertThat(verdict(timing("").that(ratio("fast", "slow")).is(0.5))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("fast").isAtMost(measured("slow").times(0.5))))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that(measured("slow").minus(measured("fast"))).is(number(60))))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("slow").isNear(predicted("slow"), 10)))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("slow").isNear(predicted("slow"), 9)))
        .isEqualTo(Verdict.BROKEN);
    assertThat(verdict(timing("").that("slow").isWithin(0.1, predicted("slow"))))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("slow").isWithin(0.05, predicted("slow"))))
        .isEqualTo(Verdict.BROKEN);
  }

  @Test
  void tooFewSamplesAreInconclusive() {
    var claim = invariant("").that("slow").isAtMost(1).needing(51);
    assertThat(judge(claim).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judge(claim).why()).isEqualTo("only 50 of 51 samples of slow");
    assertThat(verdict(invariant("").that("slow").isAtMost(1).needing(50)))
        .isEqualTo(Verdict.BROKEN);
  }

  @Test
  void nothingMeasuredIsInconclusiveNotZero() {
    assertThat(verdict(invariant("").that("nothing").isAtMost(5))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(invariant("").that("slow").isAtMost(measured("nothing"))))
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(timing("").that("fast").isNear(predicted("fast"), 5)))
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void noiseExcusesATimingThatFailsButNoInvariant() {
    run.noise = LOUD;
    assertThat(verdict(timing("").that("slow").isAtMost(1))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judge(timing("").that("slow").isAtMost(1)).why())
        .contains("other programs used 90 % of the CPU time");
    assertThat(verdict(timing("").that("slow").isAtMost(200))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(invariant("").that("lost").is(0))).isEqualTo(Verdict.BROKEN);
  }

  @Test
  void aMachineThatWasLoudAtRestExcusesToo() {
    calibration = new Calibration(LOUD, Double.NaN, Double.NaN);
    assertThat(verdict(timing("").that("slow").isAtMost(1))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(invariant("").that("lost").is(0))).isEqualTo(Verdict.BROKEN);
  }

  @Test
  void aLoadThatWasNotTheOneAskedForDecidesNoTiming() {
    var pace = new Pace(100, 100, 3, 0, 30);
    run.loads.put("load", new LoadResult("load", "s", "constant", new Samples(List.of(), 1), pace));
    assertThat(judge(timing("").that("slow").isAtMost(200)).why())
        .isEqualTo("p: 3 of 100 requests were sent late (worst 30.0 ms)");
    assertThat(verdict(timing("").that("slow").isAtMost(200))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(invariant("").that("lost").is(0))).isEqualTo(Verdict.BROKEN);
  }

  @Test
  void whatAFewLateSendsCannotTurnIsJudged() {
    sends(new Pace(611, 611, 8, 0, 26));
    var share = timing("").that("ok").isAtLeast(0.95);
    assertThat(judge(share).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(judge(share).why())
        .isEqualTo("though p: 8 of 611 requests were sent late (worst 26.0 ms)");
    assertThat(verdict(timing("").that("p99").isAtMost(200))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("p99").isBetween(90, 130))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("ok").isAtMost(0.5))).isEqualTo(Verdict.BROKEN);
  }

  @Test
  void aMeasureSaysWhatLateSendsDoToIt() {
    sends(new Pace(611, 611, 8, 0, 26));
    run.measures.add(Measure.ms("until closed", 400).raisedByLateSends());
    run.measures.add(Measure.ms("bound", 380).whateverTheLoad());
    run.measures.add(Measure.ms("unknown", 400));
    measures.add(run);
    assertThat(verdict(timing("").that("until closed").isBetween(373, 400)))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("until closed").isAtLeast(375)))
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(timing("").that("until closed").isAtMost(measured("bound"))))
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(timing("").that("until closed").isAtMost(measured("bound").times(1.1))))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("unknown").isAtMost(900))).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void lateIsWhatTheLoadCallsLate() {
    var samples = new Samples(List.of(sent(26_000_000), sent(0)), 1, Duration.ofMillis(30));
    assertThat(samples.late()).isZero();
    assertThat(samples.successes().between(Duration.ZERO, Duration.ofSeconds(1)).late()).isZero();
    assertThat(new Samples(samples.all(), 1).late()).isEqualTo(1);
  }

  @Test
  void whatTheyCouldHaveTurnedIsNot() {
    sends(new Pace(611, 611, 8, 0, 26));
    assertThat(verdict(timing("").that("ok").isAtLeast(0.99))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(timing("").that("ok").isAtMost(0.99))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(timing("").that("p99").isAtLeast(100))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(timing("").that("p99").isAtMost(100))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(timing("").that(ratio("slow", "p99")).isAtMost(9)))
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void droppedRequestsHaveOutcomesButNoLatency() {
    sends(new Pace(611, 603, 0, 8, 0));
    assertThat(verdict(timing("").that("ok").isAtLeast(0.95))).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(timing("").that("p99").isAtMost(200))).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aGeneratorThatCannotKeepUpDecidesNothing() {
    sends(new Pace(600, 600, 31, 0, 900));
    assertThat(verdict(timing("").that("ok").isAtLeast(0.01))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(timing("").that("p99").isAtMost(9e9))).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** All 600 of them succeed. */
  private void sends(Pace pace) {
    var late = Collections.nCopies((int) pace.late(), sent(26_000_000));
    var all = new ArrayList<>(late);
    all.addAll(Collections.nCopies(600 - late.size(), sent(0)));
    var samples = new Samples(all, 1);
    run.loads.put("load", new LoadResult("load", "s", "constant", samples, pace));
    run.measures.clear();
    run.measures.add(run.successShare("ok", samples));
    run.measures.add(Measure.percentile("p99", 99, samples));
    measures.add(run);
  }

  private static Sample sent(long at) {
    return new Sample(0, 0, at, 120_000_000, Outcome.SUCCESS, 200, null, null, null);
  }

  @Test
  void anUnknownMeasureIsAMistakeOfTheExperiment() {
    assertThatIllegalStateException()
        .isThrownBy(() -> judge(invariant("").that("losst").is(0)))
        .withMessageContaining("losst")
        .withMessageContaining("lost");
  }

  @Test
  void twoPhasesCannotTakeOneMeasure() {
    var other = phase("other");
    other.measures.add(Measure.count("lost", 0L));
    assertThatIllegalStateException().isThrownBy(() -> measures.add(other));
  }

  @Test
  void marginIsRelativeToTheNearestBound() {
    assertThat(judge(timing("").that("slow").isAtMost(150)).reading().margin())
        .isCloseTo(0.2, within(1e-9));
    assertThat(judge(timing("").that("slow").isAtLeast(150)).reading().margin())
        .isCloseTo(-0.2, within(1e-9));
    assertThat(judge(timing("").that("slow").isBetween(100, 125)).reading().margin())
        .isCloseTo(0.04, within(1e-9));
  }

  @Test
  void aRunIsAsGoodAsItsWorstClaim() {
    assertThat(Verdict.of(List.of(Verdict.HOLDS, Verdict.INCONCLUSIVE, Verdict.BROKEN)).exitCode())
        .isEqualTo(1);
    assertThat(Verdict.of(List.of(Verdict.HOLDS, Verdict.INCONCLUSIVE)).exitCode()).isEqualTo(3);
    assertThat(Verdict.of(List.of(Verdict.HOLDS)).exitCode()).isZero();
  }

  private Verdict verdict(Claim claim) {
    return judge(claim).verdict();
  }

  private ClaimResult judge(Claim claim) {
    return new Judge(measures, calibration).judge(claim);
  }

  private PhaseRun phase(String name) {
    var phase = new PhaseRun(Phase.of(name), stage, calibration, 1);
    phase.noise = QUIET;
    return phase;
  }
}
