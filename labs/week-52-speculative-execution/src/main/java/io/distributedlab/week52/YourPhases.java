package io.distributedlab.week52;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.week52.ExercisePhases.OUTLIER;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import java.time.Duration;
import java.util.Map;

/** What the learner's delay and rotation do when one backend is 300 ms slower than the others. */
final class YourPhases {
  static final String FOLLOWS = "one slow backend does not push the delay above 150 ms";
  static final String NOT_EAGER = "nor is it ever below 50 ms, which a third of all calls exceed";
  static final String OUT = "the outlier gets no first attempts";
  static final String NO_COPIES = "nor second ones";
  static final String FAST = "so that few requests take more than 310 ms";
  static final String BACK = "when its time is over it has its turns again";

  private static final String ATTEMPTS = "hedge_attempts_total";
  private static final Duration START = Duration.ZERO;
  private static final Duration HEALED = Duration.ofMillis(400);
  private static final Duration BACK_BY = Duration.ofMillis(750);
  private static final Duration END = Duration.ofMillis(1100);

  private YourPhases() {}

  /** At a quantile of 0.9: of a hundred attempts the p95 is too uncertain. */
  static Experiment delay(Settings settings) {
    return ExercisePhases.experiment("Does one slow backend push your delay?")
        .phases(
            ExercisePhases.oneSlow("your delay", Variant.YOURS, Map.of("quantile", 0.9))
                .measure(
                    run ->
                        Measure.ms(
                            "longest delay once learned",
                            ExercisePhases.delays(ExercisePhases.learned(run.samples()))
                                .max()
                                .orElse(Double.NaN)))
                .measure(
                    run ->
                        Measure.ms(
                            "shortest delay",
                            ExercisePhases.delays(run.samples()).min().orElse(Double.NaN))))
        .claims(
            invariant(FOLLOWS).that("longest delay once learned").isAtMost(150),
            invariant(NOT_EAGER).that("shortest delay").isAtLeast(50));
  }

  /**
   * Twenty first attempts of each backend are there after 0.2 s, those of the slow one 0.3 s late;
   * then the outlier is left out for 0.8 s. Meanwhile it heals. Hedges at the median, so that there
   * are some.
   */
  static Experiment rotation(Settings settings) {
    return ExercisePhases.experiment("Does your rotation leave out the outlier?")
        .phases(
            ExercisePhases.phase(
                    "your rotation", Variant.YOURS, Map.of("quantile", 0.5, "eject_ms", 800))
                .fault(OUTLIER, "latency_ms", 300)
                .warmUp(Duration.ofMillis(800))
                .load(ExercisePhases.items().lasting(END))
                .at(HEALED, Act.fault(OUTLIER, "latency_ms", 0))
                .watch("first", "hedger", ATTEMPTS, "kind", "first")
                .watch("first there", "hedger", ATTEMPTS, "kind", "first", "backend", OUTLIER)
                .watch("second there", "hedger", ATTEMPTS, "kind", "hedge", "backend", OUTLIER)
                .measure(
                    run ->
                        Measure.share("first attempts there, left out", turns(run, START, HEALED)))
                .measure(
                    run ->
                        Measure.count(
                            "second attempts there, left out",
                            grown(run, "second there", START, HEALED)))
                .measure(
                    run ->
                        Measure.share(
                            "above 310 ms meanwhile",
                            run.samples().between(START, HEALED),
                            s -> s.latencyMs() > Week52Phases.SLOW_MS))
                .measure(
                    run -> Measure.share("first attempts there, healed", turns(run, BACK_BY, END))))
        .claims(
            invariant(OUT).that("first attempts there, left out").isAtMost(0.02),
            invariant(NO_COPIES).that("second attempts there, left out").is(0),
            invariant(FAST).that("above 310 ms meanwhile").isAtMost(0.03),
            invariant(BACK).that("first attempts there, healed").isAtLeast(0.2));
  }

  /** The outlier's share of first attempts between two moments. */
  private static double turns(PhaseRun run, Duration from, Duration to) {
    return grown(run, "first there", from, to) / grown(run, "first", from, to);
  }

  private static double grown(PhaseRun run, String counter, Duration from, Duration to) {
    var between =
        run.series(counter).stream()
            .filter(point -> point.atMs() >= from.toMillis() && point.atMs() <= to.toMillis())
            .mapToDouble(PhaseRun.Point::value)
            .summaryStatistics();
    return between.getMax() - between.getMin();
  }
}
