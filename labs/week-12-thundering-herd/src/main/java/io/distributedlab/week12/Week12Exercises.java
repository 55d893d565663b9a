package io.distributedlab.week12;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.Asked.within;
import static io.distributedlab.runner.exercise.Check.numbers;
import static io.distributedlab.runner.exercise.Check.ofTheClass;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import java.util.List;
import java.util.Map;

/** What there is to do about herds. */
final class Week12Exercises {
  private static final String LEASE = "io/distributedlab/week12/YourLease.java";
  private static final String STALE = "io/distributedlab/week12/YourStaleIfError.java";

  static final List<Exercise> ALL =
      List.of(
          herds(),
          beta(),
          staleIfError(),
          lease(),
          combination(),
          uselessProtection(),
          shortLives());

  private Week12Exercises() {}

  private static Exercise herds() {
    return Exercise.predict(
            "The size of a herd",
            "The strategy is naive: every request that finds nothing in the cache loads. λ requests"
                + " a second want one product, and loading it takes Δ. How many loads does each"
                + " expiry set off at λ = 60/s with Δ = 100 ms, at 240/s with 100 ms, and at 100/s"
                + " with 150 ms? Solved within 40 %.")
        .hints(
            "When is the value back in the cache, and who comes before that?",
            "The first request that misses loads, and so does every one that comes while it does.",
            "That is λ times Δ, in the same unit of time: 60 x 0.1 for the first.")
        .model(
            "λΔ: 6, 24 and 15, and one more for the one who began. The TTL has no part in it: it"
                + " says how often a herd comes, not how large it is. A longer load is as bad as"
                + " more requests, and a herd makes loads longer.")
        .check(
            numbers(
                ExercisePhases::herds,
                within(0.4, HerdSizes.named(60, 100), ""),
                within(0.4, HerdSizes.named(240, 100), ""),
                within(0.4, HerdSizes.named(100, 150), "")));
  }

  private static Exercise beta() {
    return Exercise.predict(
            "The price of fewer loads",
            "xfetch loads early, at random; a greater beta means fewer loads in the end, and"
                + " earlier ones. λ = 200/s, Δ = 150 ms. What is the least beta with which an"
                + " expiry sets off two loads on average? And how long before the expiry does the"
                + " first of them begin then, in ms: that much of its life a value loses. Beta"
                + " within 10 %, the time within 25 % of 4000 lives in virtual time.")
        .hints(
            "The README has both formulas, under Prove it.",
            "e^(1/beta) loads: solve e^(1/beta) = 2.",
            "beta = 1 / ln 2. Then Δ beta (ln(λ Δ beta) + 0.577), with λΔ = 30.")
        .model(
            "1 / ln 2 = 1.44, and 941 ms: a value with a TTL of 1.5 s is replaced after 0.7 s on"
                + " average. So there are fewer loads per expiry, and more expiries: 2 in 0.71 s,"
                + " where beta 1 has 2.72 in 1.05 s. For one load per expiry coalesce as well:"
                + " xfetch-lease.")
        .check(
            numbers(
                ExercisePhases::beta,
                within(0.1, LeastBeta.BETA, ""),
                within(0.25, LeastBeta.LEAD, "ms")));
  }

  private static Exercise staleIfError() {
    return Exercise.code(
            "Stale if error",
            "In YourStaleIfError.java, give a request whose load has failed the value that its"
                + " instance has served last, as long as that expired less than stale_ms ago."
                + " Nobody may see that every query fails within stale_ms, and everybody must see"
                + " it after that.")
        .hints(
            "The constructor gets what is needed: keep it. copies.of(id) is the last value served.",
            "A value says until when it was fresh: softExpiryMs(). The knob is Week12Knobs.STALE.",
            "copies.of(id).filter(copy -> tools.cache().nowMs() < copy.softExpiryMs() + stale ms),"
                + " with tools.service().knobs().get(Week12Knobs.STALE).toMillis().")
        .model(
            "The filter of the last hint. It is one line, and where it stands matters: after the"
                + " load has failed, not before. Without the bound an outage of the database would"
                + " go unnoticed, and so would prices of last week.")
        .check(
            ofTheClass(
                STALE,
                ExercisePhases::staleIfError,
                Map.of(
                    ExercisePhases.NO_ERRORS,
                    "Somebody got an error though his instance had served the value. A value that"
                        + " is needed here is not fresh any more: that is the point.",
                    ExercisePhases.TOLD_LATER,
                    "stale_ms is a promise: nothing older than that is served. When did the value"
                        + " expire?")));
  }

  private static Exercise lease() {
    return Exercise.code(
            "A lease",
            "In YourLease.java, write the script that stores a value: only for the holder of the"
                + " lease. A load that began before a write must never be stored after it: not in"
                + " 20 races, and not with 160 products whose loads and writes come in random"
                + " orders.")
        .hints(
            "A write deletes the value and the lease. What does a load find that is too late?",
            "redis.call('GET', KEYS[2]) is the token of the holder, or false when there is no"
                + " lease. Return 0 when you do not store.",
            "if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end, before the rest.")
        .model(
            "if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end, in front of the three"
                + " commands. Look and store are one step, because Redis runs a script as one:"
                + " with a GET and a SET from outside, a write fits between them.")
        .check(
            ofTheClass(
                LEASE,
                ExercisePhases::lease,
                Map.of(
                    ExercisePhases.NO_RACE,
                    "An old price came back: its load began before the write, and was stored after"
                        + " it. The write has deleted its lease.",
                    ExercisePhases.NO_ORDER,
                    "There was a lease, but whose? After the write somebody else has begun a load"
                        + " and holds a new one. Compare the token.",
                    ExercisePhases.STORES,
                    "Now nothing is stored, and every request loads. The holder of the lease must"
                        + " get a 1 for his value.",
                    ExercisePhases.ENDS,
                    "The lease outlives the load: when the value expires, everybody waits for a"
                        + " holder that has long finished. Delete it.")));
  }

  private static Exercise combination() {
    return Exercise.tune(
            "Both of them",
            "Start the lab (./lab run 12) and choose a strategy for a hot key: one load per expiry,"
                + " at most one answer in a hundred that waits for a load, and none that is old."
                + " λ = 200/s, Δ = 150 ms, TTL 1.5 s. curl -X PATCH localhost:8000/admin/config -H"
                + " 'Content-Type: application/json' -d '{\"strategy\":\"lock\"}' sets it. Which"
                + " part of it saves the user, and which the database?")
        .hints(
            "swr is out: its answers are old. lock, lease and owner make everybody wait at expiry.",
            "What loads before the value expires, so that nobody finds nothing? And what makes"
                + " several such loads one?",
            "Two of the strategies have both in their name. One of them is one load per cluster.")
        .model(
            "xfetch-lease. xfetch saves the user: the value is replaced before it expires, and only"
                + " the one who replaces it waits. The lease saves the database: of those who"
                + " decide to load early, one gets it. xfetch-singleflight has up to three loads,"
                + " one per instance.")
        .check(
            new Check.Claims(
                Check.On.RUNNING,
                "",
                HotKey::experiment,
                Map.of(
                    HotKey.DATABASE,
                    "Several requests loaded for the same expiry. What makes them one in all"
                        + " instances?",
                    HotKey.USER,
                    "Whoever came after the expiry waited for the load, however few loads there"
                        + " were. Load before it expires.",
                    HotKey.FRESH,
                    "Nobody waited, for old values. These must be fresh.")));
  }

  private static Exercise uselessProtection() {
    return Exercise.breakIt(
            "Protections that protect nobody",
            "First, xfetch, and a product that one request wants in twice its TTL: which share of"
                + " the requests misses? (It is measured in fast motion: TTL 100 ms, five requests"
                + " a second.) Second, swr: Redis is killed and comes back empty, and 100 requests"
                + " come at once. How many of them wait for a load, and how many loads does the"
                + " database get?")
        .hints(
            "Early loads are decided by requests that come before the expiry.",
            "swr serves an old value. What does it serve when there is none?",
            "All miss. All 100 wait, and what bounds the loads is the lease that swr uses.")
        .model(
            "1, 100 and 1. xfetch needs λΔ well above 1, traffic in the last moments of a value;"
                + " swr needs a value. A cache that comes back empty is the case to plan for: what"
                + " saves the database then is the lease, and for 600 products there are 600 of"
                + " them.")
        .check(
            numbers(
                ExercisePhases::breaking,
                near(0.1, ExercisePhases.MISSES, ""),
                near(5, EmptyRedis.WAIT, "of 100"),
                near(0.5, EmptyRedis.LOADS, "")));
  }

  private static Exercise shortLives() {
    return Exercise.design(
            "Hot for a second",
            "1000 products, each hot for one second and never again. Lock, owner or swr? Count the"
                + " round trips to Redis that a cold product costs in each.")
        .hints(
            "A product that was never wanted before has no old value.",
            "lock: look twice, acquire, look again, store, tell, release. And the others look again.",
            "How many loads would be too many? Three per product, one per instance, may do.")
        .model(
            "owner, or singleflight alone. Who leads a flight makes three round trips, two looks and"
                + " a store; who joins it, one. There are three loads at most, and the owner makes"
                + " them one for a hop over the event bus. The holder of a lock makes seven: three"
                + " looks, acquire, store, tell, release; who waits for it four or more; and it has"
                + " a way to fail, a holder that vanishes. swr hides latency only where there is an"
                + " old value.")
        .check(new Check.Comparison());
  }
}
