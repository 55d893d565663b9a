package io.distributedlab.week07;

import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.measured;
import static io.distributedlab.experiment.Term.predicted;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Samples;
import io.distributedlab.experiment.theory.Queueing;
import io.distributedlab.service.knobs.Knob;
import java.time.Duration;
import java.util.List;

/**
 * Both backends hang while 100 requests a second want them and 50 a second want something else from
 * the same client. The circuit has an empty window as the hang begins, as after any change: ten
 * failures open it. With fifty successes in the window it would take twenty-five.
 */
final class HangPhases {
  private static final double DATA_RATE = 100;
  private static final double OTHER_RATE = 50;
  private static final int SLOTS = 20;
  private static final double TIMEOUT_S = 0.5;
  private static final double OTHER_S = 0.01;
  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * When the last call is over that got through before the circuit opened: ten calls begin within
   * 0.1 s, 0.5 s later they have opened it, and whatever began until then ends 0.5 s later still.
   */
  private static final Duration SETTLED = Duration.ofMillis(1200);

  private final Settings settings;
  private final int openMs;
  private final Duration hang;

  HangPhases(Settings settings) {
    this.settings = settings;
    this.openMs = settings.quick() ? 500 : 1000;
    this.hang = settings.seconds(3, 2);
  }

  List<Phase> phases() {
    return List.of(none(), window());
  }

  /** Offered: 100/s for 500 ms each and 50/s for 10 ms each, on 20 slots without a queue. */
  private Phase none() {
    var offered = Queueing.little(DATA_RATE, TIMEOUT_S) + Queueing.little(OTHER_RATE, OTHER_S);
    var predicted = 1 - Queueing.erlangB(offered, SLOTS);
    return phase("hang none", Variant.NONE, hang)
        .measure(run -> otherSuccess("other success none", run).predicted(predicted))
        .measure(run -> sentOn("calls sent on none", run))
        .measure(
            run ->
                Measure.percentile(
                        "failed call none p50", 50, Scene.sentOn(run.load("data").samples()))
                    .predicted(1000 * TIMEOUT_S));
  }

  private Phase window() {
    return phase("hang window", Variant.WINDOW, settings.seconds(6, 4.2))
        .watch("state", "client", "lab07_state", "target", "backend")
        .measure(run -> otherSuccess("other success window", run))
        .measure(run -> sentOn("calls sent on window", run))
        .measure(
            run ->
                Measure.percentile(
                    "refusal p99", 99, run.load("data").samples().where(Scene::refused)))
        .measure(run -> Measure.count("reopened", reopened(run)))
        .measure(run -> Measure.ms("recovery", closedAt(run) - hang.toMillis()))
        .measure(
            run -> Measure.ms("recovery bound", openMs * 1.2 * Math.pow(2, reopened(run)) + 1000))
        .measure(HangPhases::successAfterClosing);
  }

  private Phase phase(String name, Variant variant, Duration length) {
    return Phase.of(name)
        .variant(Knob.wireName(variant))
        .knob("client", "policy", Knob.wireName(variant))
        .knob("client", "open.ms", openMs)
        .setting(Scene.failures(FailureMode.HEALTHY))
        .warmUp(Duration.ofMillis(500))
        .load(
            Load.get("client", "/api/data")
                .named("data")
                .arriving(Arrivals.poisson(DATA_RATE))
                .lasting(length)
                .keepingReplies())
        .load(
            Load.get("client", "/api/other")
                .named("other")
                .arriving(Arrivals.poisson(OTHER_RATE))
                .lasting(length))
        .at(Duration.ZERO, Scene.reset("client"))
        .at(Duration.ZERO, Scene.failures(FailureMode.HANG))
        .at(hang, Scene.failures(FailureMode.HEALTHY));
  }

  /** From the moment when a breaker can have made a difference, to the healing. */
  private Measure otherSuccess(String name, PhaseRun run) {
    return run.successShare(name, run.load("other").samples().between(SETTLED, hang));
  }

  private Measure sentOn(String name, PhaseRun run) {
    var during = run.load("data").samples().between(Duration.ZERO, hang);
    return Measure.count(name, Scene.sentOn(during).count()).from(during.count());
  }

  private static double reopened(PhaseRun run) {
    return run.increase("client", "lab07_transitions_total", "reason", "probe-failed");
  }

  /** When the circuit was first seen closed after the healing, in ms; read every 100 ms. */
  private double closedAt(PhaseRun run) {
    return run.series("state").stream()
        .filter(point -> point.atMs() > hang.toMillis() && point.value() == State.CLOSED.level())
        .mapToDouble(PhaseRun.Point::atMs)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static Measure successAfterClosing(PhaseRun run) {
    var closed =
        run.series("state").reversed().stream()
            .takeWhile(point -> point.value() == State.CLOSED.level())
            .mapToDouble(PhaseRun.Point::atMs)
            .min()
            .orElse(Double.NaN);
    var from = Duration.ofMillis(Math.round(closed));
    Samples after = run.load("data").samples().between(from, from.plus(SECOND));
    return run.successShare("success in the second after closing", after);
  }

  List<Claim> claims() {
    return List.of(
        timing("without a breaker a hang takes the slots of unrelated calls")
            .that("other success none")
            .isAtMost(0.6)
            .needing(30),
        timing("with one the unrelated calls go on")
            .that("other success window")
            .isAtLeast(0.95)
            .needing(30)
            .shownBy("hang none", "hang window"),
        timing("the hanging backends see fewer calls")
            .that("calls sent on window")
            .isAtMost(measured("calls sent on none").times(0.4))
            .inFullRunOnly(),
        timing("a caller waits for the timeout without a breaker")
            .that("failed call none p50")
            .isNear(predicted("failed call none p50"), 50)
            .needing(30),
        timing("and no time at all with one").that("refusal p99").isAtMost(25).needing(50),
        timing("the circuit closes soon after the healing")
            .that("recovery")
            .isAtMost(measured("recovery bound")),
        timing("and then it is well")
            .that("success in the second after closing")
            .isAtLeast(0.99)
            .needing(30));
  }
}
