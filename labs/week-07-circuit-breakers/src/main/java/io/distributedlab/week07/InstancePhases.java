package io.distributedlab.week07;

import static io.distributedlab.experiment.Claim.timing;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.service.knobs.Knob;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** One of two backends fails. Policies run side by side, each with its own callers. */
final class InstancePhases {
  private static final Duration ROUND = Duration.ofMillis(1200);
  private static final int MIN_CALLS = 10;
  private static final double RATE = 150;

  private final int rounds;

  InstancePhases(Settings settings) {
    this.rounds = settings.quick() ? 2 : 5;
  }

  List<Phase> phases() {
    return List.of(oneBad(), gossip());
  }

  private Phase oneBad() {
    var length = Duration.ofSeconds(3);
    return Phase.of("one bad instance")
        .knob("client", "slots", 200)
        .setting(Scene.failures(FailureMode.HEALTHY))
        .warmUp(Duration.ofMillis(700))
        .load(callers("client", Variant.NONE, RATE).lasting(length))
        .load(callers("client", Variant.WINDOW, RATE).lasting(length))
        .load(callers("client", Variant.PER_INSTANCE, RATE).lasting(length))
        .at(Duration.ZERO, Scene.reset("client"))
        .at(Duration.ZERO, Scene.failure("backend-1", FailureMode.FAILING))
        .at(length, Scene.failure("backend-1", FailureMode.HEALTHY))
        .measure(run -> success(run, Variant.NONE, "success none").predicted(0.5))
        .measure(run -> success(run, Variant.WINDOW, "success shared"))
        .measure(run -> success(run, Variant.PER_INSTANCE, "success per instance"));
  }

  /**
   * client asks ten times as often as client-2, so it opens first. Each round begins with closed
   * circuits, and open.ms is longer than a round: no probe blurs the count.
   */
  private Phase gossip() {
    var length = ROUND.multipliedBy(rounds);
    var phase =
        Phase.of("gossip")
            .variant("gossip")
            .knob("client", "slots", 200)
            .knob("client", "open.ms", 5000)
            .setting(Scene.failure("backend-1", FailureMode.FAILING))
            .setting(Scene.failure("backend-2", FailureMode.HEALTHY))
            .load(callers("client", Variant.GOSSIP, 200).lasting(length))
            .load(callers("client-2", Variant.GOSSIP, 20).lasting(length))
            .load(callers("client-2", Variant.PER_INSTANCE, 20).lasting(length))
            .at(length, Scene.failure("backend-1", FailureMode.HEALTHY))
            .measure(run -> paid(run, Variant.PER_INSTANCE, "failures paid alone"))
            .measure(run -> paid(run, Variant.GOSSIP, "failures paid with gossip"));
    for (int round = 0; round < rounds; round++) {
      phase
          .at(ROUND.multipliedBy(round), Scene.reset("client"))
          .at(ROUND.multipliedBy(round), Scene.reset("client-2"));
    }
    return phase;
  }

  private static Load callers(String client, Variant variant, double rate) {
    return Scene.data(client, variant)
        .named(client + " " + Knob.wireName(variant))
        .arriving(Arrivals.constant(rate));
  }

  private static Measure success(PhaseRun run, Variant variant, String name) {
    return run.successShare(name, run.load("client " + Knob.wireName(variant)).samples());
  }

  /** Median over the rounds of what the callers of client-2 were told in failures. */
  private Measure paid(PhaseRun run, Variant variant, String name) {
    var samples = run.load("client-2 " + Knob.wireName(variant)).samples();
    var failures =
        IntStream.range(0, rounds)
            .mapToLong(
                round ->
                    samples
                        .between(ROUND.multipliedBy(round), ROUND.multipliedBy(round + 1))
                        .where(sample -> !sample.succeeded())
                        .count())
            .sorted()
            .toArray();
    return Measure.count(name, failures[rounds / 2]).from(samples.count());
  }

  List<Claim> claims() {
    return List.of(
        timing("half of the calls fail without a breaker")
            .that("success none")
            .isBetween(0.45, 0.55)
            .needing(200),
        timing("one breaker for both turns half an outage into more")
            .that("success shared")
            .isAtMost(0.6)
            .needing(200),
        timing("a breaker for each keeps the healthy one")
            .that("success per instance")
            .isAtLeast(0.95)
            .needing(200),
        timing("alone, a client pays for its own evidence")
            .that("failures paid alone")
            .isBetween(MIN_CALLS, MIN_CALLS + 1),
        timing("a hint saves most of it").that("failures paid with gossip").isAtMost(3));
  }
}
