package io.distributedlab.week51;

import static io.distributedlab.experiment.Claim.invariant;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Sample;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/** What the reader's classes do to requests, under the variant {@code yours}. */
final class YourPhases {
  static final String ANSWERED = "doomed requests are answered";
  static final String MARKED = "and say that the answer is partial";
  static final String NOT_CALLED = "and do not reach service-c";
  static final String FRESH = "requests with time enough get the whole answer";
  static final String SUCCEED = "requests with time enough succeed, one call in five fails";
  static final String FEW = "and calls per request stay below 1.4";
  static final String IN_VAIN = "no call is made that cannot be answered in time";
  static final String GOODPUT = "goodput under overload, as a share of capacity";
  static final String IN_ORDER = "a short burst is served in order of arrival";

  private static final double CAPACITY = 4 / 0.1;
  private static final Duration CLEARLY = Duration.ofMillis(8);
  private static final Duration BURST_OVER = Duration.ofMillis(350);
  private static final Duration LATE = BURST_OVER.plusMillis(400);
  private static final Duration END = LATE.plusMillis(400);

  private YourPhases() {}

  /** Half of the requests have 400 ms, half 80, and the chain takes 100. */
  static Experiment partial(Settings settings) {
    var works = Map.of("frontend.work_ms", 10, "a.work_ms", 20, "b.work_ms", 30, "c.work_ms", 40);
    var eight = Duration.ofMillis(320);
    return ExercisePhases.experiment("What do doomed requests get?")
        .phases(
            ExercisePhases.phase("partial answers", DeadlineVariant.YOURS, works)
                .setting(Estimates.WARM)
                .load(
                    ExercisePhases.clients(400)
                        .named("enough")
                        .arriving(Arrivals.constant(25))
                        .lasting(eight))
                .load(
                    ExercisePhases.clients(80)
                        .named("doomed")
                        .arriving(Arrivals.constant(25))
                        .lasting(eight))
                .measure(run -> run.successShare("doomed, answered", run.load("doomed").samples()))
                .measure(run -> Measure.count("doomed, not marked", unmarked(run)))
                .measure(run -> Measure.count("doomed, at service-c", doomedAtC(run)))
                .measure(
                    run ->
                        Measure.share(
                            "enough, whole",
                            run.load("enough").samples(),
                            sample -> sample.succeeded() && !isPartial(sample))))
        .claims(
            invariant(ANSWERED).that("doomed, answered").isAtLeast(0.85),
            invariant(MARKED).that("doomed, not marked").is(0),
            invariant(NOT_CALLED).that("doomed, at service-c").isAtMost(0),
            invariant(FRESH).that("enough, whole").isAtLeast(0.85));
  }

  private static long unmarked(PhaseRun run) {
    return run.load("doomed").samples().successes().where(sample -> !isPartial(sample)).count();
  }

  private static double doomedAtC(PhaseRun run) {
    return run.increase("service-c", "deadline_outcome_total")
        - run.load("enough").samples().count();
  }

  private static boolean isPartial(Sample sample) {
    return sample.reply() != null && sample.reply().json().getBoolean("partial", false);
  }

  /**
   * One call of service-c in five fails, after 120 ms of 200. With 2000 ms there is time for more
   * tries, with 290 there is none: 290 - 125 leave 165 for the 180 of a whole chain.
   */
  static Experiment retry(Settings settings) {
    var works = Map.of("frontend.work_ms", 20, "a.work_ms", 40, "b.work_ms", 60, "c.work_ms", 80);
    var length = Duration.ofMillis(600);
    return ExercisePhases.experiment("What do retries achieve, and what do they cost?")
        .phases(
            ExercisePhases.phase("retries", DeadlineVariant.YOURS, works)
                .setting(Estimates.WARM)
                .knob("service-c", "c.capacity", 100)
                .fault("service-c", "error_rate", 0.2)
                .load(
                    ExercisePhases.clients(2000)
                        .named("roomy")
                        .arriving(Arrivals.constant(130))
                        .lasting(length))
                .load(
                    ExercisePhases.clients(290)
                        .named("tight")
                        .arriving(Arrivals.constant(80))
                        .lasting(length))
                .measure(run -> run.successShare("roomy, success", run.load("roomy").samples()))
                .measure(run -> Measure.count("calls of the frontend", callsPerRequest(run)))
                .measure(
                    run ->
                        Measure.count(
                            "calls cut off",
                            run.load("tight").samples().where(s -> s.status() == 504).count())))
        .claims(
            invariant(SUCCEED).that("roomy, success").isAtLeast(0.95),
            invariant(FEW).that("calls of the frontend").isAtMost(1.4),
            invariant(IN_VAIN).that("calls cut off").isAtMost(1));
  }

  private static double callsPerRequest(PhaseRun run) {
    return run.increase("frontend", "deadline_calls_total")
        / run.loads().stream().mapToLong(load -> load.samples().count()).sum();
  }

  /**
   * Four slots and 100 ms of work are 40 requests a second. First twelve at 15 ms distance, of
   * which no one waits for 150 ms; then 80 a second, whose wait in a FIFO queue grows by a second
   * every second.
   */
  static Experiment line(Settings settings) {
    var knobs =
        Map.of(
            "frontend.work_ms",
            25,
            "a.work_ms",
            50,
            "b.work_ms",
            75,
            "c.work_ms",
            100,
            "c.capacity",
            4);
    return ExercisePhases.experiment("Who gets a slot in time?")
        .phases(
            ExercisePhases.phase("your line", DeadlineVariant.YOURS, knobs)
                .load(
                    ExercisePhases.clients(2000)
                        .named("burst")
                        .arriving(Arrivals.constant(1000 / 15.0))
                        .lasting(Duration.ofMillis(175)))
                .load(
                    ExercisePhases.clients(500)
                        .named("overload")
                        .arriving(YourPhases::later)
                        .lasting(END))
                .measure(run -> Measure.count("overtaken", overtaken(run)))
                .measure(run -> goodput(run)))
        .claims(
            invariant(IN_ORDER).that("overtaken").isAtMost(1),
            invariant(GOODPUT).that("goodput").isAtLeast(0.6));
  }

  /** Eighty a second, once the burst is over. */
  private static long[] later(long length, SplittableRandom random) {
    long[] offsets = Arrivals.constant(2 * CAPACITY).offsets(length - BURST_OVER.toNanos(), random);
    return Arrays.stream(offsets).map(at -> at + BURST_OVER.toNanos()).toArray();
  }

  /** Successes of the time in which a FIFO queue is late. */
  private static Measure goodput(PhaseRun run) {
    var late = run.load("overload").samples().between(LATE, END);
    return Measure.counted(
        "goodput", "", late, Sample::succeeded, CAPACITY * late.lengthNanos() / 1e9);
  }

  /** Requests of the burst that were answered well before one that came before them. */
  private static long overtaken(PhaseRun run) {
    var burst = run.load("burst").samples().all();
    return burst.stream()
        .filter(
            sample ->
                burst.stream()
                    .anyMatch(
                        other ->
                            other.index() < sample.index()
                                && other.done() - sample.done() > CLEARLY.toNanos()))
        .count();
  }
}
