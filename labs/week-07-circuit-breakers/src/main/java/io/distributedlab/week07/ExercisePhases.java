package io.distributedlab.week07;

import static io.distributedlab.experiment.Claim.invariant;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the exercises measure, where the lab's own experiment does not do so already. */
final class ExercisePhases {
  static final String NO_PAST = "results of calls from an earlier state move nothing";
  static final String STILL_OPENS = "it still opens on failures, probes, and closes";
  static final String THREE_PROBES = "of fifty callers three get through a half-open circuit";
  static final String PERMITS_RETURN = "a probe whose caller leaves gives its permit back";
  static final String OPENS = "opens within 200 calls at 20 %";
  static final String STAYS = "stays closed for 5000 calls at 5 %";
  static final String ANSWERED = "callers are answered while the backends hang";
  static final String TOLD = "and told how old the answer is";

  private static final String YOURS = Knob.wireName(Variant.YOURS);
  private static final int PROBES = 3;

  private static final int CALL_TIMEOUT_MS = 1000;
  private static final Duration HANG = Duration.ofMillis(1100);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration LATER = Duration.ofMillis(400);

  private ExercisePhases() {}

  /** The share of unrelated calls that succeed during a hang, for several numbers of slots. */
  static Experiment slots(Settings settings) {
    return experiment("How many unrelated calls get through a hang?")
        .phases(
            Phase.of("hang in virtual time")
                .measures(
                    run ->
                        Vertx.currentContext()
                            .owner()
                            .executeBlocking(
                                () -> SimulatedHang.measures(run.seed(), 10, 20, 60))));
  }

  static String success(int slots) {
    return "success with %d slots".formatted(slots);
  }

  /** Generations: what results of the past do to the learner's breaker. */
  static Experiment generations(Settings settings) {
    return experiment("What do late results do?")
        .phases(Week07Experiment.transitions(Variant.YOURS, CALL_TIMEOUT_MS))
        .claims(
            invariant(NO_PAST).that("moves by late results yours").is(0),
            invariant(STILL_OPENS).that("transitions yours").isAtLeast(3));
  }

  /** Probes: how many get through the learner's breaker, and what becomes of their permits. */
  static Experiment probes(Settings settings) {
    return experiment("How many probes get through?")
        .phases(Week07Experiment.transitions(Variant.YOURS, CALL_TIMEOUT_MS), leavingProbes())
        .claims(
            invariant(THREE_PROBES).that("admitted in half-open yours").is(PROBES),
            invariant(STILL_OPENS).that("transitions yours").isAtLeast(3),
            invariant(PERMITS_RETURN).that("answered after probes left").isAtLeast(PROBES));
  }

  /** A circuit half-opens, three probes lose their callers, and three other callers come. */
  private static Phase leavingProbes() {
    var request = Request.get("/api/data");
    return Phase.of("leaving probes")
        .variant(YOURS)
        .knob("client", "policy", YOURS)
        .knob("client", "open.ms", 300)
        .knob("client", "slots", 100)
        .setting(Scene.failures(FailureMode.FAILING))
        .setting(new Act("ten failures", stage -> TransitionStory.callOneByOne(stage, 10)))
        .setting(Scene.failures(Map.of("mode", "slow", "slow_latency_ms", 250)))
        .setting(
            new Act(
                "half-open",
                stage -> stage.until(Scene.PATIENCE, () -> TransitionStory.probesAllowed(stage))))
        .load(
            Load.of("client", (index, random) -> request.abortAfter(SOON))
                .named("leaving")
                .arriving(Arrivals.burst(PROBES))
                .lasting(LATER))
        .load(
            Load.of("client", (index, random) -> request)
                .named("after")
                .arriving(Arrivals.scripted(LATER, LATER, LATER))
                .lasting(LATER.plusMillis(1)))
        .measure(
            run ->
                Measure.counted(
                    "answered after probes left",
                    "",
                    run.load("after").samples(),
                    Sample::succeeded,
                    1));
  }

  /** The window of the running lab, in virtual time. */
  static Experiment window(Settings settings) {
    return experiment("When does this window open?")
        .phases(Phase.of("window").measures(ExercisePhases::simulated))
        .claims(
            invariant(OPENS).that(OPENS).isAtLeast(0.95),
            invariant(STAYS).that(STAYS).isAtLeast(0.95));
  }

  private static Future<List<Measure>> simulated(PhaseRun run) {
    var vertx = Vertx.currentContext().owner();
    return run.stage()
        .get("client", "/admin/knobs")
        .map(reply -> reply.json().getJsonObject("values"))
        .compose(
            knobs -> vertx.executeBlocking(() -> new SimulatedRuns(run.seed()).ofWindow(knobs)));
  }

  /** Two calls a minute for an hour, all of which fail. */
  static Experiment rareCalls(Settings settings) {
    return experiment("When does a breaker with rare callers open?")
        .phases(
            Phase.of("rare calls")
                .measure(run -> Measure.count("openings in an hour", Simulation.rareOpenings())));
  }

  /** Both backends hang, and the learner's fallback answers. */
  static Experiment fallback(Settings settings) {
    return experiment("What do callers see of a hang?")
        .phases(new HangPhases(settings, HANG).withFallback())
        .claims(
            invariant(ANSWERED).that("answered during the hang").isAtLeast(0.95),
            invariant(TOLD).that("answers of the fallback without an age").is(0));
  }

  private static Experiment experiment(String question) {
    return Experiment.of("week-07-circuit-breakers", question).settles("lab_inflight", 0);
  }
}
