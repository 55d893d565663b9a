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
import io.distributedlab.experiment.load.Samples;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A hot key on the running lab, by the strategy and β that are set there. */
final class HotKey {
  static final String DATABASE = "the database has one load per expiry";
  static final String USER = "of a hundred answers at most one waits for a load";
  static final String FRESH = "no answer is old";

  private static final String NAME = "hot key";
  private static final String LOADS = NAME + ", loads per expiry";
  private static final String WAITED = NAME + ", share of answers that waited";
  private static final String OLD = NAME + ", old answers";

  /** Ten loads long: with a shorter one the early loads themselves are one in a hundred. */
  private static final int TTL_MS = 10 * Steady.DELTA_MS;

  private static final Set<String> AT_ONCE = Set.of("hit", "stale");

  private HotKey() {}

  static Experiment experiment(Settings settings) {
    var knobs = Map.<String, Object>of("extra_ms", Steady.DELTA_MS, "ttl_ms", TTL_MS);
    var phase =
        Phase.of(NAME)
            .setting(new Act("knobs " + knobs, stage -> stage.knobs("api-1", knobs)))
            .setting(new Act("empty cache", stage -> new Client(stage, Variant.NAIVE).forget()))
            .warmUp(Duration.ofMillis(400))
            .measures(HotKey::measures);
    for (var api : Owners.NAMES) {
      phase.load(
          Load.get(api, "/product/hot")
              .named(api)
              .arriving(Arrivals.poisson(Steady.PER_SECOND / (double) Owners.NAMES.size()))
              .lasting(Duration.ofSeconds(3))
              .keepingReplies());
    }
    return ExercisePhases.experiment("Whom does your strategy save?")
        .phases(phase)
        .claims(
            invariant(DATABASE).that(LOADS).isAtMost(1.2),
            invariant(USER).that(WAITED).isAtMost(0.01),
            invariant(FRESH).that(OLD).is(0));
  }

  private static Future<List<Measure>> measures(PhaseRun run) {
    var all = run.loads().stream().flatMap(load -> load.samples().all().stream()).toList();
    var samples = new Samples(all, run.loads().getFirst().samples().lengthNanos());
    return new Client(run.stage(), Variant.NAIVE)
        .loads()
        .map(
            loads ->
                List.of(
                    perExpiry(loads),
                    Measure.share(WAITED, samples, sample -> !AT_ONCE.contains(status(sample))),
                    Measure.counted(OLD, "", samples, HotKey::old, 1)));
  }

  /** The first load is that of the empty cache, and not counted. */
  private static Measure perExpiry(LoadTimes loads) {
    var herds = loads.herds(2.0 * Steady.DELTA_MS).stream().skip(1).toList();
    double mean = herds.stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
    return Measure.count(LOADS, mean).from(herds.size());
  }

  private static boolean old(Sample sample) {
    return status(sample).equals(Knob.wireName(CacheStatus.STALE));
  }

  /** What the answer says of itself; empty when it is none. */
  static String status(Sample sample) {
    var reply = sample.reply();
    return reply == null ? "" : reply.json().getString("cache_status", "");
  }
}
