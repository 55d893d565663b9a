package io.distributedlab.week12;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.week12.Week12Knobs.Release;
import java.time.Duration;
import java.util.Map;

/** Loads, races and crashes, each with the knobs that it needs. */
final class Week12Phases {
  private static final String ENTRY = "api-1";
  private static final int INSTANCES = Owners.NAMES.size();

  private final Settings settings;

  Week12Phases(Settings settings) {
    this.settings = settings;
  }

  /** Hits only: what the machine itself costs. */
  Phase bare() {
    var phase =
        phase("bare", Variant.NAIVE, Map.of("ttl_ms", 60_000, "extra_ms", 0))
            .warmUp(settings.seconds(1, 0.8));
    return hot(phase, Variant.NAIVE, settings.seconds(0.7, 0.4));
  }

  Phase cold(Variant strategy, int expected) {
    var name = "cold key " + Knob.wireName(strategy);
    // Who asks an owner is patient for four loads: the herd has to assemble by then.
    int extraMs = strategy == Variant.OWNER ? 400 : 0;
    return phase(name, strategy, Map.of("extra_ms", extraMs))
        .measures(run -> new ColdKey(run.stage(), strategy, expected).measure(name));
  }

  /**
   * Two expiries. More with xfetch, whose loads vary, and ten Δ apart: the next early load comes
   * within a Δ of the last one once in 250 expiries then.
   */
  Phase steady(Variant strategy) {
    boolean early = strategy == Variant.XFETCH || strategy == Variant.XFETCH_LEASE;
    int ttlMs = settings.quick() ? 600 : early ? 1500 : 1000;
    var length = settings.seconds(early ? 6.5 : 2.6, 1.7);
    var knobs = Map.<String, Object>of("extra_ms", Steady.DELTA_MS, "ttl_ms", ttlMs);
    var phase =
        phase("steady " + Knob.wireName(strategy), strategy, knobs)
            .warmUp(Duration.ofMillis(400))
            .measures(run -> new Steady(run, strategy).measure());
    return hot(phase, strategy, length);
  }

  /**
   * @param round gives the race a price of its own
   */
  Phase race(Variant strategy, int stale, int round) {
    var name = "race " + Knob.wireName(strategy);
    return phase(name, strategy, Map.of("extra_ms", 0))
        .measures(
            run ->
                new StaleSetRace(run.stage(), strategy, stale, 100_000 + priceOf(run.seed(), round))
                    .measure(name));
  }

  Phase crash() {
    var knobs =
        Map.<String, Object>of(
            "extra_ms", Steady.DELTA_MS, "lock_ttl_ms", lifeMs(), "wait_ms", 3000);
    return phase("holder crash", Variant.LOCK, knobs)
        .measures(run -> new HolderCrash(run.stage(), Variant.LOCK).measure("holder crash"));
  }

  Phase slow(String name, Variant strategy, Release release) {
    var knobs =
        Map.<String, Object>of(
            "extra_ms",
            0,
            "lock_ttl_ms",
            lifeMs(),
            "lease_ttl_ms",
            lifeMs(),
            "lock_release",
            Knob.wireName(release));
    return phase(name, strategy, knobs)
        .measures(run -> new SlowHolder(run.stage(), strategy).measure(name));
  }

  /** Until the last value has expired and been asked for again. */
  Phase expiry(String name, double jitter) {
    var length = Duration.ofMillis(Math.round(Expiry.TTL_MS * (1 + jitter)) + 300);
    var knobs =
        Map.<String, Object>of("extra_ms", 0, "ttl_ms", Expiry.TTL_MS, "ttl_jitter", jitter);
    var phase =
        phase(name, Variant.OWNER, knobs)
            .setting(new Act("100 values written together", Expiry::write))
            .measures(run -> Expiry.measure(run, jitter));
    for (var api : Owners.NAMES) {
      phase.load(
          Load.of(api, (index, random) -> Expiry.request(random))
              .named(api)
              .lateAfter(Expiry.LATE_AFTER)
              .arriving(Arrivals.poisson(Expiry.PER_SECOND / (double) INSTANCES))
              .lasting(length));
    }
    return phase;
  }

  /** How long locks and leases live in the phases where they live too short, in ms. */
  int lifeMs() {
    return settings.quick() ? 400 : 600;
  }

  private static Phase hot(Phase phase, Variant strategy, Duration length) {
    for (var api : Owners.NAMES) {
      phase.load(
          Load.get(api, Client.path("hot", strategy))
              .named(api)
              .arriving(Arrivals.poisson(Steady.PER_SECOND / (double) INSTANCES))
              .lasting(length)
              .keepingReplies());
    }
    return phase;
  }

  private static Phase phase(String name, Variant strategy, Map<String, Object> knobs) {
    return Phase.of(name)
        .variant(Knob.wireName(strategy))
        .setting(new Act("knobs " + knobs, stage -> stage.knobs(ENTRY, knobs)))
        .setting(forget(strategy));
  }

  private static Act forget(Variant strategy) {
    return new Act("empty cache", stage -> new Client(stage, strategy).forget());
  }

  private static long priceOf(long seed, int round) {
    return Math.floorMod(seed, 1000L) * 100 + round;
  }
}
