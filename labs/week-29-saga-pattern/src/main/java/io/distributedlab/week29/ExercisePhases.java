package io.distributedlab.week29;

import static io.distributedlab.experiment.Claim.invariant;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.service.knobs.Knob;
import java.time.Duration;

/** What the exercises measure, where the lab's own experiment does not do so already. */
final class ExercisePhases {
  static final String ONCE = "nobody is charged twice, however often a command comes";
  static final String MONEY = "money and goods agree, also where a charge fails at first";
  static final String SERVED = "and every order completes";
  static final String POINTS = "who has bought has his points, once";
  static final String NO_GIFTS = "who has not bought has none";
  static final String ENDS = "every saga ends";

  private static final int NAIVE_ORDERS = 200;

  /** So slowly, and with so much patience, that only what is lost comes too late. */
  private static final Duration NAIVE_LENGTH = Duration.ofSeconds(4);

  private static final int NAIVE_PATIENCE_MS = 1500;

  private ExercisePhases() {}

  /** Naive sagas of which payment loses three answers in ten. */
  static Experiment lostReplies(Settings settings) {
    return experiment("What becomes of naive sagas when answers are lost?")
        .phases(
            phase("lost replies", Variant.NAIVE)
                .knob("order", "step_timeout_ms", NAIVE_PATIENCE_MS)
                .fault("payment", "reply_loss", 0.3)
                .load(orders(NAIVE_ORDERS, NAIVE_LENGTH))
                .measures(Outcomes::measure));
  }

  /** One saga whose orchestrator dies. */
  static Experiment recovery(Settings settings) {
    return experiment("What does a saga leave behind that was recovered?")
        .phases(
            phase("recovery", Variant.DURABLE_LOCK)
                .knob("order", "lease_ms", 400)
                .measures(OneSaga::recovered));
  }

  /** One saga that shipping refuses. */
  static Experiment refusal(Settings settings) {
    return experiment("In which order is a saga undone?")
        .phases(
            phase("refusal", Variant.DURABLE_LOCK)
                .fault("shipping", "refuse_rate", 1)
                .measures(OneSaga::refused));
  }

  /** The learner's contract, with commands that come twice at once, and charges that fail once. */
  static Experiment contract(Settings settings) {
    return experiment("How often does your payment execute a command?")
        .phases(
            phase("your contract", Variant.YOURS)
                .fault("payment", "duplicate", 0.5)
                .load(orders(30, Duration.ofMillis(750)))
                .measures(AtMostOnce::twiceAtOnce)
                .measures(AtMostOnce::failingAtFirst))
        .claims(
            invariant(ONCE).that(AtMostOnce.TWICE).is(0),
            invariant(MONEY).that(AtMostOnce.OFF).is(0),
            invariant(SERVED).that(AtMostOnce.OPEN).is(0));
  }

  /** The learner's saga, with a payment that fails half of the time and a carrier that refuses. */
  static Experiment points(Settings settings) {
    return experiment("Who gets points?")
        .phases(
            phase("points", Variant.YOURS)
                .knob("order", "retry_cap_ms", 100)
                .knob("order", "forward_attempts", 6)
                .fault("payment", "error_rate", 0.5)
                .fault("shipping", "refuse_rate", 0.3)
                .load(orders(24, Duration.ofMillis(600)))
                .measures(PointsGiven::measure))
        .claims(
            invariant(POINTS).that(PointsGiven.WRONG).is(0),
            invariant(NO_GIFTS).that(PointsGiven.GIFTS).is(0),
            invariant(ENDS).that(PointsGiven.OPEN).is(0));
  }

  /** Sagas that can neither go on nor back. */
  static Experiment noRefund(Settings settings) {
    return experiment("How does a saga end that cannot be undone?")
        .phases(
            phase("no refund", Variant.DURABLE_LOCK)
                .knob("order", "park_after", 3)
                .knob("order", "retry_cap_ms", 50)
                .knob("order", "lease_ms", 10_000)
                .measures(NoRefund::measure));
  }

  /** What a healthy order costs. */
  static Experiment price(Settings settings) {
    return experiment("What does an order cost the databases?")
        .phases(price(Variant.DURABLE_LOCK), price(Variant.CHOREOGRAPHY));
  }

  private static Phase price(Variant variant) {
    return phase("price of " + Knob.wireName(variant), variant)
        .measures(new HealthyOrders(variant)::measure);
  }

  private static Phase phase(String name, Variant variant) {
    return Phase.of(name)
        .variant(Knob.wireName(variant))
        .setting(Acts.fresh())
        .knob("order", "variant", Knob.wireName(variant));
  }

  private static Load orders(int count, Duration length) {
    return Load.of("order", (index, random) -> Client.request(index))
        .arriving(Arrivals.constant(count * 1e9 / length.toNanos()))
        .lasting(length);
  }

  private static Experiment experiment(String question) {
    return Experiment.of("week-29-saga-pattern", question).settles("lab_inflight", 0);
  }
}
