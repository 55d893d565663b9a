package io.distributedlab.week12;

import static io.distributedlab.experiment.Claim.invariant;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the exercises measure, where the lab's own experiment does not do so already. */
final class ExercisePhases {
  static final String NO_ERRORS = "nobody sees that the database fails, within stale_ms";
  static final String TOLD_LATER = "after stale_ms the failure is told";
  static final String NO_RACE = "20 loads that began before a write store nothing after it";
  static final String NO_ORDER = "nor do loads and writes of 160 products in random orders";
  static final String STORES = "the holder of a lease stores its value";
  static final String ENDS = "and its lease ends with that";
  static final String MISSES = "share of the requests that miss";

  private static final String RACE = "race";
  private static final int ORDERS = 160;

  private ExercisePhases() {}

  /** The size of a herd for three pairs of a rate and a time of loading. */
  static Experiment herds(Settings settings) {
    return experiment("How large is a herd?")
        .phases(HerdSizes.phase(100, 60, 240), HerdSizes.phase(150, 100));
  }

  /** The least β that has two loads per expiry, and its lead, in virtual time. */
  static Experiment beta(Settings settings) {
    return experiment("What do fewer early loads cost?")
        .phases(Phase.of("lives of a value").measures(LeastBeta::measure));
  }

  /** Every query fails, and the learner's class decides what callers see of it. */
  static Experiment staleIfError(Settings settings) {
    return experiment("What do callers see of a database that fails?")
        .phases(FailingQueries.phase())
        .claims(
            invariant(NO_ERRORS).that(FailingQueries.ERRORS).is(0),
            invariant(TOLD_LATER).that(FailingQueries.TOO_OLD).is(0));
  }

  /** The learner's lease in peace, in the race of the experiment, and in random orders. */
  static Experiment lease(Settings settings) {
    var knobs = Map.<String, Object>of("extra_ms", 0, "ttl_ms", LeaseLife.TTL_MS, "wait_ms", 500);
    return experiment("What does your lease let into the cache?")
        .phases(
            phase("your lease", Variant.YOURS, knobs)
                .measures(run -> new LeaseLife(run.stage(), Variant.YOURS).measure())
                .measures(ExercisePhases::race)
                .measures(ExercisePhases::orders))
        .claims(
            invariant(NO_RACE).that(RACE + ", stale").is(0),
            invariant(NO_ORDER).that(NO_ORDER).is(0),
            invariant(STORES).that(LeaseLife.STORED).is(LeaseLife.PRODUCTS),
            invariant(ENDS).that(LeaseLife.AGAIN).is(LeaseLife.PRODUCTS));
  }

  /** Values live long from now on: an old one that has expired would not be seen. */
  private static Future<List<Measure>> race(PhaseRun run) {
    return run.stage()
        .knobs("api-1", Map.of("ttl_ms", 60_000))
        .compose(set -> new StaleSetRace(run.stage(), Variant.YOURS, 0, newPrice()).measure(RACE));
  }

  /** In cents: it and some thousands after it were no price in an earlier run. */
  private static long newPrice() {
    return 1_000_000 + System.currentTimeMillis() % 50_000_000;
  }

  private static Future<List<Measure>> orders(PhaseRun run) {
    return new Interleavings(run.stage(), Variant.YOURS, run.seed(), newPrice())
        .measure(NO_ORDER, ORDERS)
        .map(List::of);
  }

  /** What breaks early loads and old values: too few requests, and no value at all. */
  static Experiment breaking(Settings settings) {
    var rare = Map.<String, Object>of("extra_ms", 20, "ttl_ms", 100);
    var empty = Map.<String, Object>of("extra_ms", 0, "ttl_ms", 5000);
    return experiment("When does a protection protect nobody?")
        .phases(
            phase("rare requests", Variant.XFETCH, rare)
                .load(
                    Load.get("api-1", Client.path("hot", Variant.XFETCH))
                        .arriving(Arrivals.constant(5))
                        .lasting(Duration.ofMillis(1900))
                        .keepingReplies())
                .measure(run -> Measure.share(MISSES, run.samples(), ExercisePhases::missed)),
            phase("empty Redis", Variant.SWR, empty)
                .measures(run -> new EmptyRedis(run.stage(), Variant.SWR).measure()));
  }

  private static boolean missed(Sample sample) {
    return HotKey.status(sample).equals(Knob.wireName(CacheStatus.MISS));
  }

  /** A phase with these knobs, which begins with an empty cache. */
  static Phase phase(String name, Variant strategy, Map<String, Object> knobs) {
    return Phase.of(name)
        .variant(Knob.wireName(strategy))
        .setting(new Act("knobs " + knobs, stage -> stage.knobs("api-1", knobs)))
        .setting(new Act("empty cache", stage -> new Client(stage, strategy).forget()));
  }

  static Experiment experiment(String question) {
    return Experiment.of("week-12-thundering-herd", question)
        .settles("lab_inflight", 0)
        .settles("cache_loads_concurrent", 0);
  }
}
