package io.distributedlab.week07;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.predicted;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Vertx;
import java.util.stream.Stream;

/** What each breaker saves, how long it stays wrong, and when it does harm. */
final class Week07Experiment {
  static final String QUESTION =
      "When a dependency hangs, fails in part, or loses one of its instances, what does each"
          + " breaker save, how long does it stay wrong afterwards, and when does it do harm?";

  private Week07Experiment() {}

  static Experiment of(Settings settings) {
    var hang = new HangPhases(settings);
    var instances = new InstancePhases(settings);
    return Experiment.of("week-07-circuit-breakers", QUESTION)
        .phases(
            transitions(Variant.CONSECUTIVE, 2300), transitions(Variant.WINDOW, 1300), partial())
        .phases(all(instances.phases().stream()))
        .phases(all(hang.phases().stream()))
        .settles("lab_inflight", 0)
        .settles("lab07_slots_used", 0)
        .claims(hang.claims().toArray(Claim[]::new))
        .claims(
            timing("a naive half-open circuit lets a crowd through")
                .that("admitted in half-open consecutive")
                .isAtLeast(40),
            invariant("a bounded one lets three through")
                .that("admitted in half-open window")
                .is(3),
            timing("results of the past open a naive circuit again")
                .that("moves by late results consecutive")
                .isAtLeast(1),
            invariant("with generations they do nothing")
                .that("moves by late results window")
                .is(0),
            timing("all of them are ignored").that("results ignored window").isAtLeast(20))
        .claims(
            five(50),
            five(30),
            five(20),
            invariant("a rate opens on 40 % failures")
                .that("window opens within 100 at 40 %")
                .isAtLeast(0.95),
            invariant("and seldom on 5 %").that("window opens within 1000 at 5 %").isAtMost(0.05))
        .claims(instances.claims().toArray(Claim[]::new));
  }

  private static Claim five(int percent) {
    var measure = "calls until five in a row at " + percent + " %";
    return invariant("five failures in a row at " + percent + " % take as long as the formula says")
        .that(measure)
        .isWithin(0.15, predicted(measure));
  }

  /**
   * @param timeoutMs when the hanging calls of the story end: well after the circuit has closed
   */
  static Phase transitions(Variant variant, int timeoutMs) {
    var name = Knob.wireName(variant);
    var story = new TransitionStory();
    return Phase.of("transitions " + name)
        .variant(name)
        .knob("client", "policy", name)
        .knob("client", "timeout.ms", timeoutMs)
        .knob("client", "timeout_seconds", 1)
        .knob("client", "open.ms", 300)
        .knob("client", "slots", 100)
        .setting(Scene.failures(FailureMode.HANG))
        .work(story::play)
        .measure(run -> story.admitted("admitted in half-open " + name))
        .measure(run -> story.moves("moves by late results " + name))
        .measure(run -> TransitionStory.transitions("transitions " + name, run))
        .measure(run -> ignored(run, name));
  }

  private static Measure ignored(PhaseRun run, String name) {
    return Measure.count(
        "results ignored " + name,
        run.increase("client", "lab07_ignored_total", "reason", "generation"));
  }

  /** No service is called: breakers in virtual time. */
  private static Phase partial() {
    return Phase.of("partial failure")
        .setting(Scene.failures(FailureMode.HEALTHY))
        .measures(
            run ->
                Vertx.currentContext()
                    .owner()
                    .executeBlocking(() -> new SimulatedRuns(run.seed()).measures()));
  }

  private static Phase[] all(Stream<Phase> phases) {
    return phases.toArray(Phase[]::new);
  }
}
