package io.distributedlab.week46;

import static io.distributedlab.experiment.Claim.invariant;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import java.util.List;
import java.util.stream.Stream;

/** What the exercises measure, where the lab's own experiment does not do so already. */
final class ExercisePhases {
  static final String MENDED = "a key that was read once is the same everywhere";
  static final String LEFT_ALONE = "replicas that are up to date are not written to";
  static final String INVERTED = "without the write-back a read returns new and a later one old";
  static final String BOTH = "two concurrent writes are two values";
  static final String COLLAPSED = "a write that has seen both leaves one";
  static final String UNSEEN = "a write does not replace what it has not seen";

  private ExercisePhases() {}

  static String waitFor(int w) {
    return "median wait for W=" + w;
  }

  /** What writes to one, three and five replicas take longer than at replicas that take no time. */
  static Experiment latency(Settings settings) {
    var phases = new Week46Phases(settings);
    return experiment("How long does a write wait for its replicas?")
        .barePath(phases.bare())
        .phases(Stream.of(1, 3, 5).map(w -> waiting(phases, w)).toArray(Phase[]::new));
  }

  private static Phase waiting(Week46Phases phases, int w) {
    return phases
        .latency(Strategy.FIRST_K, w)
        .measure(run -> Measure.ms(waitFor(w), run.msBeyondBarePath(50)));
  }

  /** Two pairs that do not overlap. */
  static Experiment staleness(Settings settings) {
    return experiment("Which share of reads is stale?")
        .phases(Week46Phases.staleness(List.of(new Quorum(5, 2, 3), new Quorum(5, 1, 4))));
  }

  static Experiment availability(Settings settings) {
    return experiment("Which share of writes is accepted?")
        .phases(new Week46Phases(settings).partial());
  }

  static Experiment amnesia(Settings settings) {
    return experiment("What does a majority forget?").phases(new Week46Phases(settings).amnesia());
  }

  static Experiment register(Settings settings) {
    return experiment("Is it a register?")
        .phases(new Week46Phases(settings).register(Strategy.ABD))
        .claims(invariant(INVERTED).that("abd inversions").isAtLeast(1));
  }

  static Experiment repair(Settings settings) {
    return experiment("Does a read mend?")
        .phases(
            Week46Phases.scripted(
                Week46Phases.untimed("repair", Strategy.YOURS, Week46Phases.MAJORITY),
                run -> new Mending(run.stage()).measure()))
        .claims(
            invariant(MENDED).that(Mending.BEHIND).is(0),
            invariant(LEFT_ALONE).that(Mending.WRITES).is(0));
  }

  static Experiment siblings(Settings settings) {
    return experiment("What becomes of concurrent writes?")
        .phases(Phase.of("siblings").measures(run -> new ConcurrentWrites(run.stage()).measure()))
        .claims(
            invariant(BOTH).that(ConcurrentWrites.AFTER_TWO).is(2),
            invariant(COLLAPSED).that(ConcurrentWrites.AFTER_BOTH_SEEN).is(1),
            invariant(UNSEEN).that(ConcurrentWrites.AFTER_ONE_SEEN).is(2));
  }

  private static Experiment experiment(String question) {
    return Experiment.of("week-46-quorum-reads-writes", question)
        .settles("lab_inflight", 0)
        .settles("quorum_late", 0);
  }
}
