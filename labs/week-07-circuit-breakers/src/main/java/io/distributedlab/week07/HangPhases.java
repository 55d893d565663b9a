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
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.theory.Queueing;
import io.distributedlab.service.knobs.Knob;
import java.time.Duration;
import java.util.List;

/**
 * Both backends hang while 100 requests a second want them and 150 a second want something else
 * from the same client. The circuit has an empty window as the hang begins, as after any change:
 * ten failures open it. With fifty successes in the window it would take twenty-five.
 */
final class HangPhases {
  private static final double DATA_RATE = 100;
  private static final double OTHER_RATE = 150;
  private static final int SLOTS = 20;
  private static final double TIMEOUT_S = 0.5;
  private static final double OTHER_S = 0.01;
  private static final String CLOSED = Knob.wireName(State.CLOSED);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * When the slots have been filled once: the next half seconds each fill and free them in waves,
   * so the mean is taken over whole waves.
   */
  private static final Duration FILLED = Duration.ofMillis(500);

  /**
   * When the last call is over that got through before the circuit opened: ten calls begin within
   * 0.1 s, 0.5 s later they have opened it, and whatever began until then ends 0.5 s later still.
   */
  private static final Duration SETTLED = Duration.ofMillis(1200);

  private final Settings settings;
  private final int openMs;
  private final Duration hang;
  private final Duration length;

  HangPhases(Settings settings) {
    this(settings, settings.seconds(3, 2.4));
  }

  HangPhases(Settings settings, Duration hang) {
    this.settings = settings;
    this.openMs = settings.quick() ? 600 : 1000;
    this.hang = hang;
    this.length = settings.seconds(6, 4);
  }

  List<Phase> phases() {
    return List.of(none(), window());
  }

  /** Offered: 100/s for 500 ms each and 150/s for 10 ms each, on 20 slots without a queue. */
  private Phase none() {
    var offered = Queueing.little(DATA_RATE, TIMEOUT_S) + Queueing.little(OTHER_RATE, OTHER_S);
    var predicted = 1 - Queueing.erlangB(offered, SLOTS);
    return phase("hang none", Variant.NONE, hang)
        .measure(run -> otherSuccess("other success none", run, FILLED).predicted(predicted))
        .measure(run -> sentOn("calls sent on none", run))
        .measure(
            run ->
                Measure.percentile(
                        "failed call none p50", 50, run.load("data").samples().where(Scene::sentOn))
                    .predicted(1000 * TIMEOUT_S));
  }

  /** The hang with the learner's breaker and fallback. */
  Phase withFallback() {
    return phase("hang yours", Variant.YOURS, hang)
        .measure(
            run ->
                run.successShare(
                    "answered during the hang",
                    run.load("data").samples().between(Duration.ZERO, hang)))
        .measure(
            run ->
                Measure.count(
                    "answers of the fallback without an age",
                    run.load("data")
                        .samples()
                        .between(FILLED, hang)
                        .where(HangPhases::hidesItsAge)
                        .count()));
  }

  /** Well after the backends hang: nothing fresh can come from them. */
  private static boolean hidesItsAge(Sample sample) {
    if (!sample.succeeded() || sample.reply() == null) {
      return false;
    }
    var told = sample.reply().json();
    return !DataReply.FALLBACK.equals(told.getString("source")) || told.getLong("age_ms", 0L) <= 0;
  }

  private Phase window() {
    return phase("hang window", Variant.WINDOW, length)
        .measure(run -> otherSuccess("other success window", run, SETTLED))
        .measure(run -> sentOn("calls sent on window", run))
        .measure(
            run ->
                Measure.percentile(
                    "refusal p99", 99, run.load("data").samples().where(Scene::refused)))
        .measure(run -> Measure.count("reopened", reopened(run)))
        .measure(run -> Measure.ms("recovery", closedAt(run) - hang.toMillis()).raisedByLateSends())
        .measure(
            run ->
                Measure.ms("recovery bound", openMs * 1.2 * Math.pow(2, reopened(run)) + 1000)
                    .whateverTheLoad())
        .measure(this::successAfterClosing);
  }

  private Phase phase(String name, Variant variant, Duration length) {
    return Phase.of(name)
        .variant(Knob.wireName(variant))
        .knob("client", "policy", Knob.wireName(variant))
        .knob("client", "open.ms", openMs)
        .setting(Scene.failures(FailureMode.HEALTHY))
        .warmUp(settings.seconds(0.5, 0.2))
        .load(callers("data", DATA_RATE, length).keepingReplies())
        .load(callers("other", OTHER_RATE, length))
        .at(Duration.ZERO, Scene.reset("client"))
        .at(Duration.ZERO, Scene.failures(FailureMode.HANG))
        .at(hang, Scene.failures(FailureMode.HEALTHY));
  }

  private static Load callers(String what, double rate, Duration length) {
    return Load.get("client", "/api/" + what)
        .named(what)
        .lateAfter(Scene.LATE_AFTER)
        .arriving(Arrivals.poisson(rate))
        .lasting(length);
  }

  private Measure otherSuccess(String name, PhaseRun run, Duration from) {
    return run.successShare(name, run.load("other").samples().between(from, hang));
  }

  private Measure sentOn(String name, PhaseRun run) {
    var during = run.load("data").samples().between(Duration.ZERO, hang);
    return Measure.counted(name, "", during, Scene::sentOn, 1);
  }

  private static double reopened(PhaseRun run) {
    return run.increase("client", "lab07_transitions_total", "reason", "probe-failed");
  }

  /** When a caller was first told after the healing that the circuit is closed, in ms. */
  private double closedAt(PhaseRun run) {
    return run.load("data").samples().between(hang, length).all().stream()
        .filter(HangPhases::sawClosed)
        .mapToDouble(sample -> sample.done() / 1e6)
        .min()
        .orElse(Double.NaN);
  }

  private static boolean sawClosed(Sample sample) {
    return sample.succeeded()
        && sample.reply() != null
        && sample.reply().json().getString("circuit_state").equals(CLOSED);
  }

  private Measure successAfterClosing(PhaseRun run) {
    var from = Duration.ofMillis(Math.round(closedAt(run)));
    var after = run.load("data").samples().between(from, from.plus(SECOND));
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
