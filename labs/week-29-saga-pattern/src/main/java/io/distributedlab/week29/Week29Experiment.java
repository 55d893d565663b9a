package io.distributedlab.week29;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Term.number;
import static io.distributedlab.week29.Week29Phases.REFUSED;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Settings;
import io.distributedlab.service.knobs.Knob;

/** Which parts of a saga make the number of orders that are paid and not shipped exactly zero. */
final class Week29Experiment {
  static final String QUESTION =
      "After lost replies, refusals and an orchestrator killed mid-flight, how many orders end with"
          + " money taken and nothing shipped, and which parts of a saga make that number exactly"
          + " zero?";

  private static final int AMPLE = 105;
  private static final int AMPLE_IN_QUICK = 40;

  private Week29Experiment() {}

  static Experiment of(Settings settings) {
    var phases = new Week29Phases(settings);
    var late = new LatePhase(settings);
    var experiment =
        Experiment.of("week-29-saga-pattern", QUESTION).phases(phases.of(Variant.NAIVE));
    if (!settings.quick()) {
      experiment.phases(phases.of(Variant.DURABLE));
    }
    return experiment
        .phases(
            phases.of(Variant.DURABLE_LOCK),
            phases.of(Variant.CHOREOGRAPHY),
            phases.of(Variant.CHOREOGRAPHY_BUS),
            late.of(true),
            late.of(false))
        .settles("lab_inflight", 0)
        .settles("saga_active", 0)
        .settles("outbox_pending", 0)
        .claims(
            invariant("naive: money is taken for orders that nobody ships")
                .that("naive: orphan charges")
                .isAtLeast(settings.quick() ? 1 : 5),
            invariant("naive: orders wait for ever").that("naive: never ended").isAtLeast(1))
        .claims(sound(Variant.DURABLE, true))
        .claims(sound(Variant.DURABLE_LOCK, false))
        .claims(sound(Variant.CHOREOGRAPHY, false))
        .claims(
            invariant("durable: nobody has to look")
                .that("durable: need attention")
                .is(0)
                .inFullRunOnly(),
            invariant("durable-lock: nobody has to look")
                .that("durable-lock: need attention")
                .is(0),
            invariant("choreography-bus: what is published and lost strands its saga")
                .that("choreography-bus: never ended")
                .isAtLeast(1))
        .claims(
            outcome(settings, Variant.DURABLE).inFullRunOnly(),
            outcome(settings, Variant.DURABLE_LOCK),
            outcome(settings, Variant.CHOREOGRAPHY),
            notMoreThanThereIs(Variant.DURABLE).inFullRunOnly(),
            notMoreThanThereIs(Variant.DURABLE_LOCK),
            notMoreThanThereIs(Variant.CHOREOGRAPHY))
        .claims(
            invariant("naive: orders are seen confirmed that end cancelled")
                .that("naive: dirty reads")
                .isAtLeast(settings.quick() ? 1 : 3),
            invariant("durable: durability does not isolate")
                .that("durable: dirty reads")
                .isAtLeast(3)
                .inFullRunOnly(),
            invariant("durable-lock: with the semantic lock nobody sees such an order")
                .that("durable-lock: dirty reads")
                .is(0))
        .claims(
            invariant("tombstone: a command that comes after its cancellation does nothing")
                .that("tombstone: leaked")
                .is(0),
            invariant("without it what was undone is done again")
                .that("no tombstone: leaked")
                .isAtLeast(1));
  }

  private static Claim[] sound(Variant variant, boolean fullOnly) {
    var name = Knob.wireName(variant);
    var claims =
        new Claim[] {
          invariant(name + ": money is right for every order").that(name + ": money off").is(0),
          invariant(name + ": stock is right for every product").that(name + ": stock off").is(0),
          invariant(name + ": nobody is charged twice").that(name + ": charged twice").is(0),
          invariant(name + ": every saga ends").that(name + ": never ended").is(0)
        };
    for (int i = 0; fullOnly && i < claims.length; i++) {
      claims[i] = claims[i].inFullRunOnly();
    }
    return claims;
  }

  /** Only a definite refusal may fail an order: what is transient must not. */
  private static Claim outcome(Settings settings, Variant variant) {
    var name = Knob.wireName(variant);
    var completed = 1 - REFUSED;
    int ample = settings.quick() ? AMPLE_IN_QUICK : AMPLE;
    var sigma = Math.sqrt(completed * REFUSED / ample);
    return invariant(name + ": as many orders complete as are not refused")
        .that(name + ": completed")
        .isNear(number(completed), 4 * sigma);
  }

  private static Claim notMoreThanThereIs(Variant variant) {
    var name = Knob.wireName(variant);
    return invariant(name + ": of ten there are, at most ten are sold")
        .that(name + ": rare sold")
        .isAtMost(10);
  }
}
