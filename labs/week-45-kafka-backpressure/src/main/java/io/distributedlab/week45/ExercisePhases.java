package io.distributedlab.week45;

import static io.distributedlab.experiment.Claim.invariant;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Stage;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the exercises measure, where the lab's own experiment does not do so already. */
final class ExercisePhases {
  static final String LOSES_NOTHING = "a crash loses no order";
  static final String COMMITS = "and in the end everything is committed";
  static final String LAG = "the time lag stays below 1.25 times its target";
  static final String ACCEPTED = "and 0.9 of the capacity is accepted";
  static final String GONE = "300 orders are gone in 4 s, while 100/s come";
  static final String ALL_BUSY = "and no consumer is without a partition";

  private ExercisePhases() {}

  /** What lag does with one consumer: twice how it grows, and when it is gone. */
  static Experiment lag(Settings settings) {
    return experiment("How fast does lag grow, and when is it gone?")
        .phases(growth(20), growth(40), new Drains().oneConsumer());
  }

  private static Phase growth(int processingMs) {
    var name = "growth of the lag at 150/s and " + processingMs + " ms";
    return ScalePhases.lagLaw(name, 150, processingMs)
        .measure(run -> Measure.perSecond(name, ScalePhases.slope(run.series("lag"))));
  }

  /** As many consumers as the learner has asked for. */
  static Experiment consumers(Settings settings) {
    return experiment("Are these consumers enough?")
        .phases(new Drains().asAskedFor())
        .claims(
            invariant(GONE).that(Drains.GONE_AFTER).isAtMost(4),
            invariant(ALL_BUSY).that(Drains.IDLE).is(0));
  }

  /** Polls that take longer than a member may be silent, and a pause that does. */
  static Experiment silence(Settings settings) {
    var safety = new SafetyPhases();
    return experiment("Who is evicted?").phases(safety.slowBatches(), safety.pausedBounded());
  }

  /** The learner's tracker in a crash. */
  static Experiment tracker(Settings settings) {
    return experiment("What does a crash lose?")
        .phases(new SafetyPhases().crash(ConsumerMode.YOURS))
        .claims(
            invariant(LOSES_NOTHING).that("yours, lost").is(0),
            invariant(COMMITS).that("yours, not committed in the end").is(0));
  }

  /** The learner's law, as the producer applies it. */
  static Experiment law(Settings settings) {
    return experiment("Where does this law go?")
        .phases(Phase.of("law").measures(run -> law(run.stage())))
        .claims(
            invariant(LAG).that(LAG).isAtMost(1.25 * LawRun.TARGET_MS),
            invariant(ACCEPTED).that(ACCEPTED).isAtLeast(0.9 * LawRun.MU));
  }

  private static Future<List<Measure>> law(Stage stage) {
    var yours = Knob.wireName(Week45Knobs.Law.YOURS);
    return stage
        .get("producer", "/law?rate_law=" + yours)
        .map(reply -> reply.json())
        .map(ExercisePhases::measures);
  }

  private static List<Measure> measures(JsonObject run) {
    return List.of(
        Measure.ms(LAG, run.getDouble("worst_lag_ms")),
        Measure.perSecond(ACCEPTED, run.getDouble("accepted_per_second")));
  }

  /** Four of five orders have the same key. */
  static Experiment hotKey(Settings settings) {
    return experiment("How much do more consumers help?").phases(new Drains().hotKey());
  }

  /** One order can never be processed, and nobody gives up. */
  static Experiment stuck(Settings settings) {
    return experiment("What stays behind a poisonous order?").phases(new Drains().stuck());
  }

  private static Experiment experiment(String question) {
    return Experiment.of("week-45-kafka-backpressure", question)
        .settles("lab_inflight", 0)
        .settles("kbp_inflight", 0)
        .settles("kbp_buffered", 0);
  }
}
