package io.distributedlab.week52;

import static io.distributedlab.experiment.Act.fault;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Load on the strategies. A seed fixes arrivals, and with the names of the requests their service
 * times: all phases of one rate and length get the same requests with the same luck.
 */
final class Week52Phases {
  static final double SLOW_MS = 310;
  static final int FANOUT = 20;

  private static final int DELAY_RATE = 315;
  private static final int QUEUE_RATE = 158; // 75 % of what 12 slots can do: 12 / 56.7 ms = 211/s
  private static final double TIED_SCALE = 0.4;
  private static final int TIED_RATE = 150; // 71 % of what 2 + 2 + 1 slots can do: 5 / 23.7 ms
  private static final int POST_RATE = 100;
  private static final int WARMING_USERS = 4;
  private static final int WARMING = 150;
  private static final int P95_MS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final HedgeTheory THEORY = HedgeTheory.DEFAULT;

  private final Settings settings;

  Week52Phases(Settings settings) {
    this.settings = settings;
  }

  /** No work: what the machine itself costs. */
  Phase bare() {
    return phase("bare", Variant.DIRECT)
        .knob("frontend", "backend.scale", 0)
        .setting(new Act("warm up", Week52Phases::warmUp))
        .load(items(DELAY_RATE).lasting(settings.seconds(0.7, 0.4)));
  }

  /** Until the code is compiled, as fast as this machine answers: open arrivals would queue up. */
  private static Future<?> warmUp(Stage stage) {
    return Future.all(
        IntStream.range(0, WARMING_USERS).mapToObj(user -> callInTurn(stage, WARMING)).toList());
  }

  private static Future<?> callInTurn(Stage stage, int calls) {
    return calls == 0
        ? Future.succeededFuture()
        : stage
            .get("frontend", "/api/items/warm-" + calls)
            .compose(answered -> callInTurn(stage, calls - 1));
  }

  Phase direct() {
    return delayPhase("direct", Variant.DIRECT)
        .measure(run -> Figures.of(run, "direct").p99(THEORY.direct()))
        .measure(run -> Figures.of(run, "direct").rankOfP99(THEORY.direct()))
        .measure(run -> Figures.of(run, "direct").slowPages(THEORY.direct()));
  }

  /** Warms up until the delay is known from some 250 requests: of fewer, p95 is too uncertain. */
  Phase adaptive() {
    return delayPhase("adaptive", Variant.HEDGE_ADAPTIVE)
        .warmUp(settings.seconds(0.8, 0.1))
        .measure(run -> Figures.of(run, "adaptive").p99(THEORY.hedged(P95_MS)))
        .measure(run -> Figures.of(run, "adaptive").rankOfP99(THEORY.hedged(P95_MS)))
        .measure(run -> Figures.of(run, "adaptive").slowPages(THEORY.hedged(P95_MS)))
        .measure(run -> Figures.of(run, "adaptive").extraShare(THEORY.extraLoad(P95_MS)));
  }

  Phase fixed() {
    int delayMs = 50;
    return delayPhase("fixed", Variant.HEDGE_FIXED)
        .knob("frontend", "delay_ms", delayMs)
        .measure(run -> Figures.of(run, "fixed").p99(THEORY.hedged(delayMs)))
        .measure(run -> Figures.of(run, "fixed").rankOfP99(THEORY.hedged(delayMs)))
        .measure(run -> Figures.of(run, "fixed").extraShare(THEORY.extraLoad(delayMs)));
  }

  /** The same items asked for in two ways at once; all copies of an item are as slow. */
  Phase correlated() {
    var length = settings.seconds(1.2, 0.6);
    return phase("correlated", Variant.HEDGE_ADAPTIVE)
        .knob("frontend", "correlated", true)
        .warmUp(settings.seconds(0.5, 0.2))
        .load(half(Variant.DIRECT).lasting(length).named("direct"))
        .load(half(Variant.HEDGE_ADAPTIVE).lasting(length).named("adaptive").mirroring("direct"))
        .measure(run -> Figures.of(run, "correlated").p99Of("direct"))
        .measure(run -> Figures.of(run, "correlated").p99Of("adaptive"));
  }

  Phase cancel(boolean on) {
    var name = on ? "cancel on" : "cancel off";
    return phase(name, Variant.HEDGE_FIXED)
        .knob("frontend", "delay_ms", 50)
        .knob("frontend", "cancel", on)
        .warmUp(settings.seconds(0.3, 0.3))
        .load(items(DELAY_RATE).lasting(settings.seconds(0.5, 0.5)))
        .measure(run -> Figures.of(run, name).wastedPerHedge())
        .measure(run -> Figures.of(run, name).losersStopped());
  }

  Phase queueDirect() {
    return queuePhase("queue direct", Variant.DIRECT);
  }

  /** Every request is later than 20 ms, and no loser is called off: twice the load. */
  Phase queueFixed() {
    return queuePhase("queue fixed", Variant.HEDGE_FIXED)
        .knob("frontend", "delay_ms", 20)
        .knob("frontend", "cancel", false);
  }

  Phase queueBudget() {
    return queuePhase("queue budget", Variant.HEDGE_BUDGET)
        .measure(run -> Figures.of(run, "queue budget").beyondBudget());
  }

  /**
   * Two slots at each backend, and one backend takes twice as long. A third of the requests is 116
   * % of what it can do, while all three together are used at 71 %. Shorter service times at a
   * higher rate are the same queue in less time.
   */
  Phase unevenQueues(Variant variant) {
    var name = "uneven queues " + Knob.wireName(variant);
    return phase(name, variant)
        .knob("frontend", "backend.model", "queue")
        .knob("frontend", "backend.slots", 2)
        .knob("frontend", "backend.scale", TIED_SCALE)
        .knob("frontend", "backend.straggler", 2)
        .knob("frontend", "correlated", true) // the item brings its work along, wherever it goes
        .warmUp(settings.seconds(0.2, 0.1))
        .load(items(TIED_RATE).lasting(settings.seconds(4, 0.4)))
        .measure(run -> Figures.of(run, name).mean())
        .measure(run -> Figures.of(run, name).executionsPerRequest());
  }

  /** Effects of POSTs, each hedged after 30 ms, which three of four exceed. */
  Phase posts(boolean unsafe) {
    var name = unsafe ? "posts unsafe" : "posts safe";
    var phase =
        phase(name, Variant.HEDGE_FIXED)
            .knob("frontend", "delay_ms", 30)
            .knob("frontend", "unsafe", unsafe)
            .load(posts("posts", false));
    return (unsafe ? phase : phase.load(posts("posts with a key", true)))
        .measure(
            run -> Figures.of(run, name).effectsPerPost(unsafe ? 1 + THEORY.extraLoad(30) : 1));
  }

  /** All backends become slow at once, and fast again, faster than a quantile can follow. */
  Phase slowdown() {
    var length = settings.seconds(1.6, 1.4);
    var phase =
        phase("slowdown", Variant.HEDGE_BUDGET)
            .warmUp(settings.seconds(0.8, 0.5))
            .load(half(Variant.HEDGE_BUDGET).lasting(length).named("budget"))
            .load(
                half(Variant.HEDGE_ADAPTIVE).lasting(length).named("adaptive").mirroring("budget"))
            .measure(run -> Figures.of(run, "slowdown").beyondBudget())
            .measure(run -> Figures.of(run, "slowdown").hedgesPerBudget());
    for (var backend : Backends.NAMES) {
      phase.at(Duration.ofMillis(100), fault(backend, "latency_ms", 400));
      phase.at(Duration.ofMillis(900), fault(backend, "latency_ms", 0));
    }
    return phase;
  }

  private Phase delayPhase(String name, Variant variant) {
    return phase(name, variant)
        .warmUp(settings.seconds(0.6, 0.1))
        .load(items(DELAY_RATE).lasting(settings.seconds(4, 0.4)));
  }

  private Phase queuePhase(String name, Variant variant) {
    return phase(name, variant)
        .knob("frontend", "backend.model", "queue")
        .warmUp(settings.seconds(0.3, 0.1))
        .load(items(QUEUE_RATE).lasting(settings.seconds(2.7, 0.4)))
        .measure(run -> Measure.percentile(name + " p99", 99, run.samples()))
        .measure(run -> Figures.of(run, name).mean());
  }

  private static Phase phase(String name, Variant variant) {
    var strategy = Knob.wireName(variant);
    return Phase.of(name)
        .variant(strategy)
        .knob("frontend", "strategy", strategy)
        .setting(
            new Act(
                "reset statistics", stage -> stage.post("hedger", "/admin/reset-stats", Map.of())));
  }

  private static Load items(int perSecond) {
    return Load.of("frontend", (index, random) -> Requests.item(random))
        .arriving(Arrivals.poisson(perSecond))
        .patience(PATIENCE);
  }

  /** Half the usual rate, so that two variants can be loaded side by side. */
  private static Load half(Variant variant) {
    return Load.of("frontend", Requests.itemsAs(variant))
        .arriving(Arrivals.poisson(DELAY_RATE / 2.0))
        .patience(PATIENCE);
  }

  private Load posts(String name, boolean key) {
    return Load.of("frontend", (index, random) -> Requests.post(random, key))
        .named(name)
        .arriving(Arrivals.constant(POST_RATE))
        .lasting(settings.seconds(1, 0.5))
        .patience(PATIENCE);
  }
}
