package io.distributedlab.week51;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.WarmUp;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.time.Clock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the exercises with numbers measure. */
final class ExercisePhases {
  static final String REFUSED_BELOW = "budget below which admit refuses";
  static final String CALLS_AT_C = "calls of service-c per request";

  private static final int SWEEP_FROM = 400;
  private static final int SWEEP_STEP = 20;
  private static final int SWEEP = 21;
  private static final Map<String, Object> NO_WORK =
      Map.of(
          "variant",
          "enforce",
          "frontend.work_ms",
          0,
          "a.work_ms",
          0,
          "b.work_ms",
          0,
          "c.work_ms",
          0);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private ExercisePhases() {}

  static String received(String service) {
    return "budget received by " + service;
  }

  static String workAfter(int budgetMs) {
    return "work after a deadline of %d ms".formatted(budgetMs);
  }

  static String success(double slowShare) {
    return "success when %.0f %% are long".formatted(100 * slowShare);
  }

  /** What is left of 600 ms at each hop. */
  static Experiment remaining(Settings settings) {
    var phase =
        phase("a budget of 600 ms", DeadlineVariant.ENFORCE, Map.of())
            .load(clients(600).arriving(Arrivals.constant(20)).lasting(Duration.ofMillis(250)));
    Stream.of("service-a", "service-b", "service-c")
        .forEach(
            service ->
                phase.measure(run -> Measure.ms(received(service), meanReceived(run, service))));
    return experiment("What is left at each hop?").phases(phase);
  }

  private static double meanReceived(PhaseRun run, String service) {
    return run.samples().successes().all().stream()
        .mapToLong(sample -> hop(sample, service).getLong("received_budget_ms"))
        .average()
        .orElse(Double.NaN);
  }

  /** What this service has reported. */
  private static JsonObject hop(Sample sample, String service) {
    return Stream.iterate(
            Objects.requireNonNull(sample.reply()).json(),
            Objects::nonNull,
            hop -> hop.getJsonObject("downstream"))
        .filter(hop -> service.equals(hop.getString("service")))
        .findFirst()
        .orElseThrow();
  }

  /** Service-c is 300 ms slower, and the callers leave after these budgets. */
  static Experiment fixed(Settings settings) {
    return experiment("What is done after the deadline?")
        .phases(Stream.of(300, 600, 800).map(ExercisePhases::fixed).toArray(Phase[]::new));
  }

  private static Phase fixed(int budgetMs) {
    var burst = clients(budgetMs).arriving(Arrivals.burst(4)).lasting(Duration.ofMillis(1));
    return phase("fixed, " + budgetMs, DeadlineVariant.FIXED, Map.of("c.slow_ms", 300))
        .load(burst)
        .work(run -> Drain.of(run).after(burst.lasting()))
        .measure(run -> Readings.of(run).workAfter(workAfter(budgetMs)));
  }

  /** Budgets from 400 to 800 ms, and how many of them are refused. */
  static Experiment refusal(Settings settings) {
    return experiment("From which budget on does admit admit?")
        .phases(
            phase("a sweep of budgets", DeadlineVariant.ADMIT, Map.of())
                .setting(Estimates.WARM)
                .load(
                    Load.of("frontend", (i, random) -> request(SWEEP_FROM + SWEEP_STEP * i))
                        .patience(PATIENCE)
                        .arriving(Arrivals.constant(30))
                        .lasting(Duration.ofMillis(SWEEP * 1000 / 30)))
                .measure(
                    run ->
                        Measure.ms(
                            REFUSED_BELOW,
                            (double) SWEEP_FROM
                                + SWEEP_STEP
                                    * run.samples().where(sample -> !sample.succeeded()).count())));
  }

  /** Work of 20 or 200 ms at service-c. */
  static Experiment bimodal(Settings settings) {
    return experiment("What does a p90 make of work with two modes?")
        .phases(bimodal(0.3), bimodal(0.02));
  }

  private static Phase bimodal(double slowShare) {
    return phase(
            success(slowShare),
            DeadlineVariant.ADMIT,
            Map.of(
                "frontend.work_ms",
                10,
                "a.work_ms",
                20,
                "b.work_ms",
                30,
                "c.work_ms",
                20,
                "c.slow_ms",
                180,
                "c.slow_share",
                slowShare))
        .setting(Estimates.WARM)
        .load(clients(200).arriving(Arrivals.constant(100)).lasting(Duration.ofMillis(500)))
        .measure(run -> run.successShare(success(slowShare)));
  }

  /** Three tries in every hop, and service-c always fails. */
  static Experiment amplification(Settings settings) {
    return experiment("How often is service-c called?")
        .phases(
            phase("three tries in every hop", DeadlineVariant.NONE, shortWork(Map.of("tries", 3)))
                .fault("service-c", "error_rate", 1)
                .load(clients(5000).arriving(Arrivals.burst(4)).lasting(Duration.ofMillis(1)))
                .measure(
                    run ->
                        Measure.count(
                            CALLS_AT_C,
                            run.increase("service-b", "deadline_calls_total")
                                / run.samples().count())));
  }

  /** Ten ms of work in every hop but as said. */
  static Map<String, Object> shortWork(Map<String, ?> knobs) {
    var all = new HashMap<String, Object>(knobs);
    Stream.of("frontend", "a", "b", "c").forEach(s -> all.putIfAbsent(s + ".work_ms", 10));
    return all;
  }

  static Phase phase(String name, DeadlineVariant variant, Map<String, ?> knobs) {
    var shown = Knob.wireName(variant);
    var all = new HashMap<String, Object>(knobs);
    all.put("variant", shown);
    return Phase.of(name)
        .variant(shown)
        .setting(WarmUp.of("frontend", "/api/process?budget_ms=10000", NO_WORK))
        .setting(new Act("knobs " + all, stage -> stage.knobs("frontend", all)));
  }

  /** Clients whose deadline is known to the ledger, and who see how late an answer is. */
  static Load clients(int budgetMs) {
    return Load.of("frontend", (index, random) -> request(budgetMs))
        .patience(PATIENCE)
        .keepingReplies();
  }

  private static Request request(int budgetMs) {
    var deadline = Clock.system().now().plusMillis(budgetMs);
    return Request.get("/api/process?budget_ms=" + budgetMs)
        .header(Arrival.TRUTH_HEADER, String.valueOf(deadline.toEpochMilli()));
  }

  static Experiment experiment(String question) {
    return Experiment.of("week-51-timeout-budgets", question)
        .settles("lab_inflight", 0)
        .settles("deadline_visits", 0)
        .settles("c_slots_busy", 0)
        .settles("c_queue", 0);
  }
}
