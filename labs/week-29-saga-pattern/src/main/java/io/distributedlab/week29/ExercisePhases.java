package io.distributedlab.week29;

import static io.distributedlab.experiment.Claim.invariant;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the exercises measure, where the lab's own experiment does not do so already. */
final class ExercisePhases {
  static final String COMPLETED = "orders completed";
  static final String COMPENSATED = "orders compensated";
  static final String ORPHANS = "orders charged for nothing";
  static final String ONCE = "nobody is charged twice, however often a command comes";
  static final String MONEY = "money and goods agree, also where a charge fails at first";
  static final String SERVED = "and every order completes";
  static final String POINTS = "who has bought has his points, once";
  static final String NO_GIFTS = "who has not bought has none";
  static final String ENDS = "every saga ends";

  static final int NAIVE_ORDERS = 200;

  private static final int FAILING = 10;
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  private ExercisePhases() {}

  /** Naive sagas of which payment loses three answers in ten. */
  static Experiment lostReplies(Settings settings) {
    return experiment("What becomes of naive sagas when answers are lost?")
        .phases(
            phase("lost replies", Variant.NAIVE)
                .knob("order", "step_timeout_ms", 300)
                .fault("payment", "reply_loss", 0.3)
                .load(orders(NAIVE_ORDERS, TWO_SECONDS))
                .measures(ExercisePhases::outcomes));
  }

  private static Future<List<Measure>> outcomes(PhaseRun run) {
    var client = new Client(run.stage());
    return client
        .quiet()
        .compose(over -> Future.all(client.orders(), client.invariants()))
        .map(
            all -> {
              List<JsonObject> orders = all.resultAt(0);
              JsonObject found = all.resultAt(1);
              long completed = orders.stream().filter(Client::completed).count();
              return List.of(
                  Measure.count(COMPLETED, completed).from(orders.size()),
                  Measure.count(COMPENSATED, orders.size() - completed).from(orders.size()),
                  Measure.count(ORPHANS, found.getLong("orphans")).from(orders.size()));
            });
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
                .measures(ExercisePhases::twice)
                .measures(ExercisePhases::failing))
        .claims(
            invariant(ONCE).that("charged twice").is(0),
            invariant(MONEY).that("money off").is(0),
            invariant(SERVED).that("not completed").is(0));
  }

  private static Future<List<Measure>> twice(PhaseRun run) {
    var client = new Client(run.stage());
    return client
        .quiet()
        .compose(over -> client.invariants())
        .map(found -> List.of(Measure.count("charged twice", found.getLong("duplicates"))));
  }

  /** Single commands from now on; the first charges fail before they are committed. */
  private static Future<List<Measure>> failing(PhaseRun run) {
    var client = new Client(run.stage());
    var point = "point." + PaymentVerticle.CHARGED;
    return run.stage()
        .faults("payment", Map.of("duplicate", 0, point, "fail", point + ".count", FAILING))
        .compose(armed -> client.orders(FAILING, Variant.YOURS))
        .compose(placed -> client.quiet())
        .compose(over -> Future.all(client.orders(), client.invariants()))
        .map(
            all -> {
              List<JsonObject> orders = all.resultAt(0);
              JsonObject found = all.resultAt(1);
              long completed = orders.stream().filter(Client::completed).count();
              return List.of(
                  Measure.count("money off", found.getLong("money") - found.getLong("duplicates")),
                  Measure.count("not completed", orders.size() - completed));
            });
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
                .measures(ExercisePhases::given))
        .claims(
            invariant(POINTS).that("completed without points, or with more").is(0),
            invariant(NO_GIFTS).that("points for nothing").is(0),
            invariant(ENDS).that("never ended").is(0));
  }

  private static Future<List<Measure>> given(PhaseRun run) {
    var client = new Client(run.stage());
    return client
        .quiet()
        .compose(over -> Future.all(client.orders(), client.rows("payment", "/points")))
        .map(
            all -> {
              List<JsonObject> orders = all.resultAt(0);
              List<JsonObject> points = all.resultAt(1);
              Map<String, Integer> times =
                  points.stream()
                      .collect(
                          Collectors.toMap(
                              row -> row.getString("saga_id"), row -> row.getInteger("times")));
              Function<JsonObject, Integer> given =
                  order -> times.getOrDefault(order.getString("saga_id"), 0);
              return List.of(
                  Measure.count(
                      "completed without points, or with more",
                      orders.stream()
                          .filter(order -> Client.completed(order) && given.apply(order) != 1)
                          .count()),
                  Measure.count(
                      "points for nothing",
                      orders.stream()
                          .filter(order -> !Client.completed(order) && given.apply(order) != 0)
                          .count()),
                  Measure.count(
                      "never ended",
                      orders.stream().filter(order -> !order.getBoolean("closed")).count()));
            });
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

  static String priceOf(Variant variant) {
    return "write transactions per order, " + Knob.wireName(variant);
  }

  private static Phase price(Variant variant) {
    return phase("price of " + Knob.wireName(variant), variant)
        .measures(
            run -> {
              var client = new Client(run.stage());
              return client
                  .writes()
                  .compose(
                      before ->
                          client
                              .orders(20, variant)
                              .compose(placed -> client.quiet())
                              .compose(over -> client.writes())
                              .map(
                                  after ->
                                      List.of(
                                          Measure.count(
                                              priceOf(variant), (after - before) / 20.0))));
            });
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
