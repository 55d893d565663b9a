package io.distributedlab.week52;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.WarmUp;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Samples;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the exercises with numbers measure, in the lab or in virtual time. */
final class ExercisePhases {
  static final String AFTER_70 = "after 70 ms";
  static final String DELAY = "mean delay with one slow backend";
  static final String SLOW = "requests above 310 ms with one slow backend";
  static final String OUTLIER = "backend-2";

  private static final HedgeTheory THEORY = HedgeTheory.DEFAULT;

  private static final int RATE = 300;

  /** Each backend is known from a hundred first attempts then, at 100 a second. */
  private static final Duration LEARNED = Duration.ofMillis(1400);

  private static final Duration END = Duration.ofMillis(1600);

  private ExercisePhases() {}

  /** What a hedge after 70 ms costs and buys. */
  static Experiment after70(Settings settings) {
    return experiment("What does a hedge after 70 ms cost and buy?")
        .phases(
            phase(AFTER_70, Variant.HEDGE_FIXED, Map.of("delay_ms", 70))
                .warmUp(Duration.ofMillis(200))
                .load(items().lasting(Duration.ofMillis(2400)))
                .measure(run -> Figures.of(run, AFTER_70).extraShare(THEORY.extraLoad(70)))
                .measure(run -> Figures.of(run, AFTER_70).p99(THEORY.hedged(70))));
  }

  static Experiment priceCurve(Settings settings) {
    return simulated("What does each percent buy?", runs -> runs.priceCurve(30, 60, 80, 150, 250));
  }

  static Experiment pages(Settings settings) {
    return simulated("How many pages meet the tail?", runs -> runs.pages(5, 20, 50));
  }

  static Experiment noHelpFrom(Settings settings) {
    return simulated("When does hedging stop to help?", SimulatedRuns::noHelpFrom);
  }

  /** What one slow backend does to a quantile of all. */
  static Experiment globalQuantile(Settings settings) {
    return experiment("What does one slow backend do to the delay?")
        .phases(
            oneSlow("one slow backend", Variant.HEDGE_BUDGET, Map.of())
                .measure(
                    run ->
                        Measure.ms(
                            DELAY, delays(learned(run.samples())).average().orElse(Double.NaN)))
                .measure(
                    run ->
                        Measure.share(
                            SLOW,
                            learned(run.samples()),
                            sample -> sample.latencyMs() > Week52Phases.SLOW_MS)));
  }

  /** One backend 300 ms slower for all requests, for 1.6 s. */
  static Phase oneSlow(String name, Variant variant, Map<String, ?> knobs) {
    return phase(name, variant, knobs)
        .fault(OUTLIER, "latency_ms", 300)
        .load(items().keepingReplies().lasting(END));
  }

  /** Those that came when each backend was known. */
  static Samples learned(Samples all) {
    return all.between(LEARNED, END);
  }

  /** How long each of these requests would have waited before a hedge, in ms. */
  static DoubleStream delays(Samples of) {
    return of.successes().all().stream()
        .flatMap(sample -> Stream.ofNullable(sample.reply()))
        .mapToDouble(reply -> reply.json().getJsonObject("result").getDouble("delay_ms"));
  }

  static Phase phase(String name, Variant variant, Map<String, ?> knobs) {
    var strategy = Knob.wireName(variant);
    var all = new HashMap<String, Object>(knobs);
    all.put("strategy", strategy);
    return Phase.of(name)
        .variant(strategy)
        .setting(WarmUp.of("frontend", "/api/items/warm", Map.of("backend.scale", 0)))
        .setting(new Act("knobs " + all, stage -> stage.knobs("frontend", all)))
        .setting(
            new Act(
                "reset statistics", stage -> stage.post("hedger", "/admin/reset-stats", Map.of())));
  }

  /** So many that a backend is soon known. */
  static Load items() {
    return Load.of("frontend", (index, random) -> Requests.item(random))
        .arriving(Arrivals.poisson(RATE));
  }

  static Experiment experiment(String question) {
    return Experiment.of("week-52-speculative-execution", question)
        .settles("lab_inflight", 0)
        .settles("hedge_inflight", 0)
        .settles("hedge_timers", 0);
  }

  private static Experiment simulated(
      String question, Function<SimulatedRuns, List<Measure>> measures) {
    return Experiment.of("week-52-speculative-execution", question)
        .phases(
            Phase.of("in virtual time")
                .measures(
                    run ->
                        Vertx.currentContext()
                            .owner()
                            .executeBlocking(() -> measures.apply(new SimulatedRuns(run.seed())))));
  }
}
