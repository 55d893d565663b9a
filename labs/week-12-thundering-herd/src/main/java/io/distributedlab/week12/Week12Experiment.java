package io.distributedlab.week12;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.ratio;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Settings;
import io.distributedlab.week12.Week12Knobs.Release;

/** What a missing value costs, and what each protection saves of it. */
final class Week12Experiment {
  static final String QUESTION =
      "When one hot key expires under λ requests/s and rebuilding takes Δ, how many identical loads"
          + " reach the database, and which protection makes it one per instance, one per cluster,"
          + " or none that a request waits for?";

  private static final double JITTER = 0.4;

  /** What a wait may take beyond the lock and a load: polls, the network, the machine. */
  private static final double SLACK_MS = 250;

  private Week12Experiment() {}

  static Experiment of(Settings settings) {
    var phases = new Week12Phases(settings);
    var experiment =
        Experiment.of("week-12-thundering-herd", QUESTION)
            .barePath(phases.bare())
            .settles("lab_inflight", 0)
            .settles("cache_loads_concurrent", 0)
            .settles("cache_waiting", 0)
            .settles("cache_flights", 0)
            .settles("db_pool_busy", 0)
            .settles("db_pool_waiting", 0)
            .settles("redis_pending", 0)
            .phases(
                phases.cold(Variant.NAIVE, ColdKey.HERD),
                phases.cold(Variant.SINGLEFLIGHT, Owners.NAMES.size()),
                phases.cold(Variant.LOCK, 1),
                phases.cold(Variant.LEASE, 1),
                phases.cold(Variant.OWNER, 1),
                phases.steady(Variant.SWR),
                phases.steady(Variant.LEASE),
                phases.steady(Variant.SINGLEFLIGHT),
                phases.steady(Variant.NAIVE),
                phases.race(Variant.NAIVE, StaleSetRace.RACES, 1),
                phases.race(Variant.SINGLEFLIGHT, StaleSetRace.RACES, 2),
                phases.race(Variant.LOCK, StaleSetRace.RACES, 3),
                phases.race(Variant.LEASE, 0, 4),
                phases.race(Variant.SWR, 0, 5),
                phases.crash(),
                phases.slow("slow holder, token", Variant.LOCK, Release.TOKEN),
                phases.slow("slow holder, del", Variant.LOCK, Release.DEL),
                phases.slow("slow holder, lease", Variant.LEASE, Release.TOKEN));
    if (!settings.quick()) {
      experiment.phases(
          phases.steady(Variant.OWNER),
          phases.steady(Variant.XFETCH),
          phases.steady(Variant.XFETCH_LEASE),
          phases.expiry("together", 0),
          phases.expiry("apart", JITTER));
    }
    claimLoads(experiment);
    claimLatency(experiment);
    claimSafety(experiment, phases);
    return experiment;
  }

  private static void claimLoads(Experiment experiment) {
    experiment
        .claims(
            cold("a herd of 100 is 100 loads without protection", "naive", ColdKey.HERD),
            cold("one load per instance in single flight", "singleflight", Owners.NAMES.size()),
            cold("one load in the cluster under a lock", "lock", 1),
            cold("one under a lease", "lease", 1),
            cold("one at the owner of the key", "owner", 1))
        .claims(
            invariant("an expiry sets off a herd").that(perExpiry("naive")).isAtLeast(10),
            invariant("single flight: one load per instance and expiry at most")
                .that(perExpiry("singleflight"))
                .isAtMost(Owners.NAMES.size()),
            invariant("lease: one load per expiry").that(perExpiry("lease")).isAtMost(1.2),
            timing("owner: one load per expiry")
                .that(perExpiry("owner"))
                .isAtMost(1.2)
                .inFullRunOnly(),
            timing("xfetch: a few loads per expiry, whatever the rate")
                .that(perExpiry("xfetch"))
                .isAtMost(6)
                .inFullRunOnly(),
            timing("and a third of the herd at most")
                .that(ratio(perExpiry("xfetch"), perExpiry("naive")))
                .isAtMost(1 / 3.0)
                .inFullRunOnly(),
            invariant("xfetch under a lease: one load per expiry")
                .that(perExpiry("xfetch-lease"))
                .isAtMost(1.2)
                .inFullRunOnly(),
            timing("values written together expire together; jitter halves the peak, or more")
                .that(ratio("apart, peak loads", "together, peak loads"))
                .isAtMost(0.5)
                .inFullRunOnly());
  }

  private static void claimLatency(Experiment experiment) {
    experiment.claims(
        invariant("without protection who misses waits for a load")
            .that("steady naive, p99")
            .isAtLeast(Steady.DELTA_MS),
        timing("a lease saves the database, not the user: who misses waits as long")
            .that("steady lease, p99")
            .isAtLeast(0.6 * Steady.DELTA_MS),
        timing("stale-while-revalidate saves the user as well")
            .that(ratio("steady swr, p99", "steady lease, p99"))
            .isAtMost(0.3)
            .shownBy("steady lease", "steady swr"),
        invariant("with it nobody waits for a load, the first apart")
            .that("steady swr, answers that waited")
            .is(0));
  }

  private static void claimSafety(Experiment experiment, Week12Phases phases) {
    experiment
        .claims(
            race("naive: an old value overwrites the invalidation", "naive", StaleSetRace.RACES),
            race("single flight as well", "singleflight", StaleSetRace.RACES),
            race("a lock as well", "lock", StaleSetRace.RACES),
            race("a lease does not let it", "lease", 0),
            race("nor does stale-while-revalidate under a lease", "swr", 0))
        .claims(
            timing("a holder that vanishes costs its lock's life and a load")
                .that("holder crash, longest wait")
                .isAtMost(phases.lifeMs() + Steady.DELTA_MS + SLACK_MS),
            invariant("and nobody loads on his own account").that("holder crash, loads").is(1))
        .claims(
            invariant("a lock with a TTL is no mutual exclusion: a slow holder gets company")
                .that("slow holder, token, loads")
                .is(2),
            invariant("released by token, nobody loses his lock")
                .that("slow holder, token, locks of others deleted")
                .is(0),
            invariant("released by a plain DEL, somebody does")
                .that("slow holder, del, locks of others deleted")
                .isAtLeast(1),
            invariant("with leases there are two loads too")
                .that("slow holder, lease, loads")
                .is(2),
            invariant("of which one is stored")
                .that("slow holder, lease, values stored under a lease")
                .is(1),
            invariant("and one rejected").that("slow holder, lease, values rejected").is(1));
  }

  private static Claim cold(String name, String strategy, int loads) {
    return invariant(name).that("cold key " + strategy + ", loads").is(loads);
  }

  private static Claim race(String name, String strategy, int stale) {
    return invariant(name).that("race " + strategy + ", stale").is(stale);
  }

  private static String perExpiry(String strategy) {
    return "steady " + strategy + ", loads per expiry";
  }
}
