package io.distributedlab.week46;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.WarmUp;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Load and faults, and what theory expects of them. Where time is not what a phase is about the
 * replicas take none: {@code latency_scale} 0.
 */
final class Week46Phases {
  static final Quorum MAJORITY = new Quorum(5, 3, 3);
  static final List<Quorum> PAIRS =
      List.of(
          new Quorum(5, 1, 1),
          new Quorum(5, 2, 2),
          new Quorum(5, 3, 3),
          new Quorum(5, 3, 2),
          new Quorum(5, 2, 3),
          new Quorum(5, 1, 4));
  static final int HANG_TIMEOUT_MS = 500;

  private static final int LAG_MS = 300;
  private static final int WRITES_PER_SECOND = 50;
  private static final int JITTER_MS = 60;
  private static final int ATTEMPTS = 400;
  private static final String REGISTER = "/kv/register";
  private static final Act WARM_UP =
      WarmUp.of(Acts.ENTRY, "/checks/read-your-writes?iterations=1", Map.of("latency_scale", 0));

  private final Settings settings;

  Week46Phases(Settings settings) {
    this.settings = settings;
  }

  /** A quorum write at replicas that take no time: HTTP, event bus, logs. All are warm first. */
  Phase bare() {
    return phase(Phase.of("bare").setting(WARM_UP), Strategy.FIRST_K, MAJORITY)
        .knob(Acts.ENTRY, "latency_scale", 0)
        .warmUp(settings.seconds(0.2, 0.1))
        .load(writes().lasting(settings.seconds(2, 0.8)));
  }

  /** How long a write takes when W replicas must have it. */
  Phase latency(Strategy strategy, int w) {
    var name = latencyName(strategy, w);
    int waited = strategy == Strategy.WAIT_ALL ? Replicas.NAMES.size() : w;
    var theory = QuorumTheory.kthFastest(waited, ServiceTime.RANGES.values());
    return phase(name, strategy, new Quorum(5, 3, w))
        .warmUp(settings.seconds(0.2, 0.1))
        .load(writes().lasting(settings.seconds(4, 1)))
        .measure(
            run ->
                run.percentile(name + " p50", 50)
                    .predicted(theory.percentile(50) + run.calibration().overheadMs()));
  }

  static String latencyName(Strategy strategy, int w) {
    return strategy == Strategy.WAIT_ALL ? "wait-all" : "first-k W=" + w;
  }

  /** Replica-4 does not answer any more. */
  Phase hang(Strategy strategy) {
    var name = "hang " + Knob.wireName(strategy);
    return phase(name, strategy, MAJORITY)
        .knob(Acts.ENTRY, "replica_timeout_ms", HANG_TIMEOUT_MS)
        .fault("replica-4", "hang", true)
        .load(writes().lasting(settings.seconds(2, 0.8)))
        .measure(run -> run.percentile(name + " p50", 50))
        .measure(run -> run.percentile(name + " p99", 99));
  }

  /** Reads at once after writes that only W replicas have. */
  Phase staleness() {
    return staleness(settings.quick() ? PAIRS.subList(0, 3) : PAIRS);
  }

  static Phase staleness(List<Quorum> pairs) {
    return scripted(
        untimed("staleness", Strategy.TARGETED, MAJORITY).knob(Acts.ENTRY, "lag_ms", LAG_MS),
        run -> each(pairs, pair -> StaleReads.measure(run, LAG_MS, pair)));
  }

  /** One writer and four readers of one key, at replicas that apply a write at different times. */
  Phase register(Strategy strategy) {
    var name = Knob.wireName(strategy);
    var length = settings.seconds(3, 0.8);
    var phase =
        untimed("register " + name, strategy, MAJORITY)
            .setting(Acts.atAllReplicas("write_jitter_ms", JITTER_MS))
            .load(
                Load.of("coordinator-1", Week46Phases::overwrite)
                    .named("writer")
                    .users(1, Duration.ZERO)
                    .lasting(length))
            .load(
                Load.get("coordinator-1", REGISTER)
                    .named(RegisterReads.LOAD)
                    .users(4, Duration.ofMillis(2))
                    .keepingReplies()
                    .lasting(length))
            .measure(run -> new RegisterReads(run).inversions(name + " inversions"))
            .measure(run -> new RegisterReads(run).percentile(name + " read p50", 50))
            .measure(run -> new RegisterReads(run).percentile(name + " read p95", 95));
    return strategy == Strategy.ABD
        ? phase.measure(run -> new RegisterReads(run).inOneRound("abd reads in one round"))
        : phase;
  }

  /** Every replica fails half of what it is asked. */
  Phase partial() {
    return scripted(
        untimed("partial", Strategy.FIRST_K, MAJORITY)
            .setting(Acts.atAllReplicas("error_rate", 0.5)),
        run -> each(List.of(1, 3, 5), w -> available(run, w)));
  }

  /** Each coordinator is cut from some homes of a key. */
  Phase partition() {
    return scripted(
        untimed("partition", Strategy.SLOPPY, Partition.QUORUM),
        run -> new Partition(run.stage()).measure());
  }

  /** The clock of coordinator-2 is behind. */
  Phase skew() {
    return scripted(
        untimed("skew", Strategy.FIRST_K, MAJORITY)
            .fault("coordinator-2", "clock_offset_ms", -2000),
        run -> new Skew(run.stage()).measure());
  }

  /** A majority crashes. */
  Phase amnesia() {
    return scripted(
        untimed("amnesia", Strategy.TARGETED, MAJORITY), run -> new Amnesia(run.stage()).measure());
  }

  /** A phase whose load is code, which measures as it goes. */
  static Phase scripted(Phase phase, Function<PhaseRun, Future<List<Measure>>> script) {
    var taken = new ArrayList<Measure>();
    return phase
        .work(
            run ->
                script
                    .apply(run)
                    .onSuccess(
                        measures -> {
                          taken.clear();
                          taken.addAll(measures);
                        }))
        .measures(run -> Future.succeededFuture(List.copyOf(taken)));
  }

  private static Future<Measure> available(PhaseRun run, int w) {
    var client = new Client(run.stage(), "coordinator-1", Strategy.FIRST_K);
    return Acts.quorum(new Quorum(5, 3, w))
        .work()
        .apply(run.stage())
        .compose(
            set ->
                Lanes.count(
                    ATTEMPTS,
                    8,
                    i -> client.put("partial-" + w + "-" + i, "v").map(r -> r.status() == 200)))
        .map(
            accepted ->
                Measure.share("writes accepted at W=" + w, accepted / (double) ATTEMPTS)
                    .predicted(QuorumTheory.availability(w, 0.5))
                    .from(ATTEMPTS));
  }

  private static Request overwrite(int index, SplittableRandom random) {
    return Request.put(REGISTER, Map.of("value", "v" + index));
  }

  private static Load writes() {
    return Load.of(
            "coordinator-1",
            (index, random) -> {
              var key = Long.toHexString(random.nextLong());
              return Request.put("/kv/" + key, Map.of("value", key)).key(key);
            })
        .arriving(Arrivals.constant(WRITES_PER_SECOND));
  }

  static Phase untimed(String name, Strategy strategy, Quorum quorum) {
    return phase(name, strategy, quorum).knob(Acts.ENTRY, "latency_scale", 0);
  }

  private static Phase phase(String name, Strategy strategy, Quorum quorum) {
    return phase(Phase.of(name), strategy, quorum);
  }

  private static Phase phase(Phase phase, Strategy strategy, Quorum quorum) {
    return phase
        .variant(Knob.wireName(strategy))
        .setting(Acts.quorum(quorum))
        .knob(Acts.ENTRY, "strategy", Knob.wireName(strategy));
  }

  private static <T> Future<List<Measure>> each(
      List<T> cases, Function<T, Future<Measure>> measure) {
    var measures = new ArrayList<Measure>();
    Future<Void> all = Future.succeededFuture();
    for (var one : cases) {
      all = all.compose(done -> measure.apply(one).onSuccess(measures::add)).mapEmpty();
    }
    return all.map(measures);
  }
}
