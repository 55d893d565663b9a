package io.distributedlab.experiment;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.ratio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.experiment.load.Sample;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TrialTest {
  private final List<String> performed = new CopyOnWriteArrayList<>();
  private EchoLab lab = new EchoLab();

  @BeforeEach
  void start(VertxTestContext test) {
    EchoLab.start().onSuccess(started -> lab = started).onComplete(test.succeedingThenComplete());
  }

  @AfterEach
  void stop(VertxTestContext test) {
    lab.stop().onComplete(test.succeedingThenComplete());
  }

  @Test
  void aPhaseSeesItsSettingsAndTheNextOneDoesNot(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("dark")
                    .knob("gateway", "variant", "dark")
                    .fault("service-b", "hang", true)
                    .measure(run -> Measure.count("dark set", set("dark", true))),
                Phase.of("next").measure(run -> Measure.count("back", set("chain", false))))
            .claims(invariant("set").that("dark set").is(1), invariant("back").that("back").is(1));
    check(vertx, test, experiment, result -> assertThat(result.verdict()).isEqualTo(Verdict.HOLDS));
  }

  @Test
  void aPhaseBeginsWithoutTheGarbageOfEarlierOnes(Vertx vertx, VertxTestContext test) {
    var garbage = new WeakReference<>(new byte[1]);
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("p").measure(run -> Measure.count("left", garbage.refersTo(null) ? 0 : 1)))
            .claims(invariant("none").that("left").is(0));
    check(vertx, test, experiment, result -> assertThat(result.verdict()).isEqualTo(Verdict.HOLDS));
  }

  @Test
  void everythingIsPutBackAtTheEnd(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?").phases(Phase.of("p").knob("gateway", "variant", "fanout"));
    check(vertx, test, experiment, result -> assertThat(set("chain", false)).isEqualTo(1));
  }

  @Test
  void theFirstValueIsTheOnePutBack(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("p")
                    .knob("gateway", "variant", "dark")
                    .work(
                        run ->
                            run.stage()
                                .knobs("gateway", Map.of("variant", "fanout", "work", false))));
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(lab.knobsOf("gateway").getString("variant")).isEqualTo("chain");
          assertThat(lab.knobsOf("gateway").getBoolean("work")).isTrue();
        });
  }

  @Test
  void whoWasKilledOrPausedIsBroughtBack(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("p")
                    .at(Duration.ZERO, Act.kill("service-b"))
                    .at(Duration.ofMillis(20), Act.pause("service-a"))
                    .at(Duration.ofMillis(40), Act.kill("gateway"))
                    .at(Duration.ofMillis(60), Act.restart("gateway")));
    check(
        vertx,
        test,
        experiment,
        result ->
            assertThat(lab.deeds)
                .containsExactly(
                    "kill service-b",
                    "pause service-a",
                    "kill gateway",
                    "restart gateway",
                    "resume service-a",
                    "restart service-b"));
  }

  @Test
  void severalLoadsKeepTheirOrderAndNames(Vertx vertx, VertxTestContext test) {
    var slow = one().named("slow").arriving(Arrivals.constant(20)).lasting(Duration.ofMillis(300));
    var quick = one().named("quick");
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("p")
                    .load(slow)
                    .load(quick)
                    .measure(run -> Measure.count("slow", run.samples().count()))
                    .measure(run -> Measure.count("quick", run.load("quick").samples().count())))
            .claims(invariant("s").that("slow").is(6), invariant("q").that("quick").is(1));
    check(vertx, test, experiment, result -> assertThat(result.verdict()).isEqualTo(Verdict.HOLDS));
  }

  @Test
  void aTimingThatFailsIsMeasuredOnceMore(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(readings("p", 9, 5), readings("other", 1))
            .claims(timing("second try").that("p").isAtMost(6), invariant("o").that("other").is(1));
    check(
        vertx,
        test,
        experiment,
        result -> {
          var claim = result.claims().getFirst();
          assertThat(performed).containsExactly("p", "other", "p");
          assertThat(claim.readings()).extracting(Reading::measured).containsExactly(9.0, 5.0);
          assertThat(claim.verdict()).isEqualTo(Verdict.HOLDS);
          assertThat(claim.why()).startsWith("at the second measurement");
        });
  }

  @Test
  void aTimingThatFailsTwiceIsNotExcusedByASecondTry(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(readings("p", 9, 8))
            .claims(timing("twice").that("p").isAtMost(6));
    check(
        vertx,
        test,
        experiment,
        result -> {
          var claim = result.claims().getFirst();
          assertThat(performed).containsExactly("p", "p");
          assertThat(claim.verdict()).isNotEqualTo(Verdict.HOLDS);
          assertThat(claim.readings()).hasSize(2);
        });
  }

  @Test
  void anInvariantThatFailsOnceHasFailed(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(readings("p", 9, 5))
            .claims(
                timing("asks again").that("p").isAtMost(6),
                invariant("once").that("p").isAtMost(6),
                invariant("then").that("p").isAtLeast(6));
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(result.claims().get(1).verdict()).isEqualTo(Verdict.BROKEN);
          assertThat(result.claims().get(2).verdict()).isEqualTo(Verdict.BROKEN);
          assertThat(result.verdict().exitCode()).isEqualTo(1);
        });
  }

  @Test
  void anInvariantAloneIsNotMeasuredAgain(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(readings("p", 9, 5))
            .claims(invariant("once").that("p").isAtMost(6));
    check(vertx, test, experiment, result -> assertThat(performed).containsExactly("p"));
  }

  @Test
  void aPhaseIsRepeatedWithTheOneThatItContinues(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(readings("outage", 1, 1), readings("recovery", 9, 5).after("outage"))
            .claims(timing("heals").that("recovery").isAtMost(6));
    check(
        vertx,
        test,
        experiment,
        result ->
            assertThat(performed).containsExactly("outage", "recovery", "outage", "recovery"));
  }

  @Test
  void aContinuedPhaseKeepsItsFaults(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("outage").fault("service-b", "hang", true),
                Phase.of("later")
                    .after("outage")
                    .measure(
                        run ->
                            Measure.count(
                                "hangs", lab.faultsOf("service-b").getBoolean("hang") ? 1L : 0L)))
            .claims(invariant("still").that("hangs").is(1));
    check(vertx, test, experiment, result -> assertThat(result.verdict()).isEqualTo(Verdict.HOLDS));
  }

  @Test
  void aPartOfAnExperimentJudgesWhatThatPartDecides(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(readings("p", 1), readings("other", 2))
            .claims(
                invariant("here").that("p").is(1),
                invariant("elsewhere").that("other").is(1),
                invariant("both").that(ratio("p", "other")).is(1))
            .only("p");
    assertThatIllegalArgumentException().isThrownBy(() -> experiment.only("nowhere"));
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(performed).containsExactly("p");
          assertThat(result.claims()).extracting(c -> c.claim().name()).containsExactly("here");
        });
  }

  @Test
  void aRepeatedPhaseDoesNotInheritFaults(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(
                readings("outage", 9, 5).fault("service-b", "hang", true),
                Phase.of("later").after("outage"),
                readings("clean", 9, 5).measure(run -> Measure.count("ok", set("chain", false))))
            .claims(
                timing("o").that("outage").isAtMost(6),
                timing("c").that("clean").isAtMost(6),
                invariant("no fault").that("ok").is(1));
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(performed).containsExactly("outage", "clean", "outage", "clean");
          assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        });
  }

  @Test
  void whatIsLeftInFlightBreaksTheRun(Vertx vertx, VertxTestContext test) {
    lab.leaks = true;
    var experiment =
        Experiment.of("e", "?").phases(Phase.of("leaky").load(one())).settles("lab_inflight", 0);
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(result.verdict()).isEqualTo(Verdict.BROKEN);
          assertThat(result.claims().getLast().why()).isEqualTo("leaky leaves {lab_inflight=1.0}");
        });
  }

  @Test
  void whatComesToRestInTimeDoesNot(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("left early")
                    .fault("service-b", "hang", true)
                    .load(one().patience(Duration.ofMillis(50))))
            .settles("lab_inflight", 0);
    check(vertx, test, experiment, result -> assertThat(result.verdict()).isEqualTo(Verdict.HOLDS));
  }

  @Test
  void actsHappenAtTheirMoment(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("p")
                    .at(Duration.ofMillis(200), Act.kill("service-b"))
                    .at(Duration.ofMillis(100), Act.fault("service-a", "hang", true))
                    .at(Duration.ofMillis(300), Act.restart("service-b")));
    check(
        vertx,
        test,
        experiment,
        result -> {
          var events = result.runs().getFirst().events();
          assertThat(lab.deeds).containsExactly("kill service-b", "restart service-b");
          assertThat(events)
              .extracting(PhaseRun.Event::label)
              .containsExactly("service-a hang=true", "kill service-b", "restart service-b");
          assertThat(events.get(1).atMs()).isBetween(199.0, 450.0);
        });
  }

  @Test
  void variantsSeeTheSameArrivals(Vertx vertx, VertxTestContext test) {
    var load =
        Load.get("gateway", "/api/process")
            .arriving(Arrivals.poisson(40))
            .lasting(Duration.ofMillis(400));
    var experiment =
        Experiment.of("e", "?")
            .phases(Phase.of("naive").load(load), Phase.of("fixed").load(load))
            .claims(invariant("n").that(Term.number(1)).is(1).shownBy("naive", "fixed"));
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(intended(result.runs().get(0))).isEqualTo(intended(result.runs().get(1)));
          var shown = result.claims().getFirst().evidence().orElseThrow().requests();
          var naive = result.runs().get(0).samples();
          var slow = naive.slowest().orElseThrow();
          var counterpart = result.runs().get(1).samples().at(slow.index()).orElseThrow();
          assertThat(shown)
              .extracting(Evidence.Shown::traceId)
              .containsExactly(slow.traceId(), counterpart.traceId());
          assertThat(shown.getFirst().spans())
              .extracting(Trace.Span::service)
              .containsExactlyInAnyOrder("gateway", "service-a", "service-b");
        });
  }

  @Test
  void aPhaseWithoutALoadShowsItsExhibits(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(shows("naive"), shows("fixed"), Phase.of("silent"))
            .claims(
                invariant("n").that(Term.number(1)).is(1).shownBy("naive", "fixed"),
                invariant("m").that(Term.number(1)).is(1).shownBy("silent", "fixed"));
    check(
        vertx,
        test,
        experiment,
        result -> {
          var shown = result.claims().getFirst().evidence().orElseThrow().requests();
          assertThat(shown).extracting(Evidence.Shown::phase).containsExactly("naive", "fixed");
          assertThat(shown).extracting(Evidence.Shown::traceId).doesNotHaveDuplicates();
          assertThat(shown).allSatisfy(one -> assertThat(one.ms()).isPositive());
          assertThat(shown.getFirst().spans()).extracting(Trace.Span::service).contains("gateway");
          assertThat(result.claims().get(1).evidence()).isEmpty();
        });
  }

  private static Phase shows(String name) {
    return Phase.of(name).work(run -> run.exhibit("gateway", Request.get("/api/process")));
  }

  @Test
  void aWatchedMetricIsRead(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(
                Phase.of("p")
                    .load(one().arriving(Arrivals.constant(50)).lasting(Duration.ofMillis(600)))
                    .watch("in flight", "gateway", "lab_inflight", "service", "gateway")
                    .measure(run -> Measure.count("flying", run.meanOf("in flight")))
                    .measure(
                        run ->
                            Measure.count("sent", run.increase("gateway", "lab_requests_total"))))
            .claims(
                invariant("counts").that("sent").is(30),
                timing("flies").that("flying").isBetween(1, 30));
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(result.runs().getFirst().series("in flight")).hasSizeGreaterThan(2);
          assertThat(result.claims().getFirst().verdict()).isEqualTo(Verdict.HOLDS);
        });
  }

  @Test
  void aRefusedKnobIsAnEnvironmentErrorNotABrokenClaim(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?").phases(Phase.of("typo").knob("gateway", "varaint", "chain"));
    Trial.run(vertx, experiment, lab, Settings.quick(1), Progress.SILENT)
        .onComplete(
            test.failing(
                cause ->
                    test.verify(
                        () -> {
                          assertThat(cause)
                              .isInstanceOf(PhaseFailure.class)
                              .hasMessageContaining("typo")
                              .hasMessageContaining("varaint");
                          test.completeNow();
                        })));
  }

  @Test
  void aQuickRunLeavesClaimsToTheFullOne(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .phases(readings("p", 9))
            .claims(timing("long").that("p").isAtMost(6).inFullRunOnly());
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(result.claims()).isEmpty();
          assertThat(result.leftOut()).containsExactly("long");
          assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        });
  }

  @Test
  void aClaimToBeWrittenIsSkippedAndDoesNotHold(Vertx vertx, VertxTestContext test) {
    var experiment = Experiment.of("e", "?").phases(readings("p", 9)).todo("one day");
    check(
        vertx,
        test,
        experiment,
        result -> {
          assertThat(result.skipped()).containsExactly("one day");
          assertThat(result.count(Verdict.HOLDS)).isZero();
        });
  }

  @Test
  void theBarePathIsTheOverhead(Vertx vertx, VertxTestContext test) {
    var experiment =
        Experiment.of("e", "?")
            .barePath(
                Phase.of("bare")
                    .knob("service-a", "work", false)
                    .knob("service-b", "work", false)
                    .load(one().arriving(Arrivals.constant(50))))
            .phases(
                Phase.of("p")
                    .measure(run -> Measure.ms("overhead", run.calibration().overheadMs())));
    check(
        vertx,
        test,
        experiment,
        result -> {
          double measured = result.measures().getFirst().value();
          assertThat(measured).isCloseTo(result.calibration().bareP50Ms(), within(1e-9));
          assertThat(measured).isPositive();
        });
  }

  private interface Check {
    void of(ExperimentResult result);
  }

  private void check(Vertx vertx, VertxTestContext test, Experiment experiment, Check check) {
    Trial.run(vertx, experiment, lab, Settings.quick(7), Progress.SILENT)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          check.of(result);
                          test.completeNow();
                        })));
  }

  private static Load one() {
    return Load.get("gateway", "/api/process").arriving(Arrivals.burst(1));
  }

  /** A phase that measures these values, one at each performance. */
  private Phase readings(String name, double... values) {
    Deque<Double> left = new ArrayDeque<>(Arrays.stream(values).boxed().toList());
    return Phase.of(name)
        .work(
            run -> {
              performed.add(name);
              return Future.succeededFuture();
            })
        .measure(run -> Measure.ms(name, left.removeFirst()));
  }

  private long set(String variant, boolean hangs) {
    boolean as =
        lab.knobsOf("gateway").getString("variant").equals(variant)
            && lab.faultsOf("service-b").getBoolean("hang") == hangs;
    return as ? 1 : 0;
  }

  private static List<Long> intended(PhaseRun run) {
    return run.samples().all().stream().map(Sample::intended).sorted().toList();
  }
}
