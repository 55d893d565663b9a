package io.distributedlab.week07;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.theory.Sampling;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Two thousand seeded runs of each breaker against a backend that fails in part. */
final class SimulatedRuns {
  private static final int RUNS = 2000;
  private static final int EXERCISE_RUNS = 200;
  private static final int NEVER = 1_000_000;

  private final SplittableRandom random;

  SimulatedRuns(long seed) {
    random = new SplittableRandom(seed);
  }

  List<Measure> measures() {
    return List.of(
        meanUntilFive(0.5),
        meanUntilFive(0.3),
        meanUntilFive(0.2),
        opening("window opens within 100 at 40 %", 0.4, 100),
        opening("window opens within 1000 at 5 %", 0.05, 1000));
  }

  /** How often a window with these knobs opens, as the exercise asks. */
  List<Measure> ofWindow(JsonObject knobs) {
    double opens = share(run(knobs, 0.2, 200), until -> until <= 200);
    double stays = share(run(knobs, 0.05, 5000), until -> until > 5000);
    return List.of(
        Measure.share(ExercisePhases.OPENS, opens).from(EXERCISE_RUNS),
        Measure.share(ExercisePhases.STAYS, stays).from(EXERCISE_RUNS));
  }

  private IntStream run(JsonObject knobs, double p, int limit) {
    return runs(Variant.WINDOW, knobs, p, limit).limit(EXERCISE_RUNS);
  }

  private static double share(IntStream calls, IntPredicate which) {
    return calls.filter(which).count() / (double) EXERCISE_RUNS;
  }

  /** By (p^−5 − 1) / (1 − p). */
  private Measure meanUntilFive(double p) {
    var mean = runs(Variant.CONSECUTIVE, new JsonObject(), p, NEVER).average().orElseThrow();
    return Measure.count("calls until five in a row at %.0f %%".formatted(100 * p), mean)
        .predicted(Sampling.drawsUntilRun(p, 5))
        .from(RUNS);
  }

  /** The share of runs in which a window with a failure rate of 25 % opens. */
  private Measure opening(String name, double p, int limit) {
    var calls = runs(Variant.WINDOW, new JsonObject().put("failure.rate", 25), p, limit);
    return Measure.share(name, calls.filter(until -> until <= limit).count() / (double) RUNS)
        .from(RUNS);
  }

  private IntStream runs(Variant variant, JsonObject knobs, double p, int limit) {
    var schema = Week07Knobs.SCHEMA;
    var settings = BreakerSettings.of(schema.change(schema.initial(), knobs));
    return IntStream.range(0, RUNS)
        .map(run -> Simulation.callsUntilOpen(variant, settings, p, limit, random.split()));
  }
}
