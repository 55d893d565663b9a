package io.distributedlab.week12;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;

/** What can be changed while the lab runs. */
final class Week12Knobs {
  /** How a lock is given back. */
  enum Release {
    /** Only when it still holds the token of the one who gives it back. */
    TOKEN,
    /** Whoever has it now: a plain DEL. */
    DEL
  }

  static final Knob<Variant> STRATEGY =
      Knob.choice("strategy", Variant.NAIVE, "what a request does on a miss");
  static final Knob<Duration> TTL =
      Knob.millis("ttl_ms", 5000, 100, 3_600_000, "T: how long a value is fresh");
  static final Knob<Duration> STALE =
      Knob.millis("stale_ms", 30_000, 0, 3_600_000, "swr: how long after that it may be served");
  static final Knob<Duration> EXTRA =
      Knob.millis("extra_ms", 500, 0, 10_000, "time added to every query, in the database");
  static final Knob<Integer> DB_POOL =
      Knob.integer("db_pool", 10, 1, 50, "queries that one instance runs at once");
  static final Knob<Integer> DB_QUEUE =
      Knob.integer("db_queue", 5000, 0, 100_000, "queries that wait in one instance");
  static final Knob<Duration> LOCK_TTL =
      Knob.millis("lock_ttl_ms", 5000, 100, 60_000, "how long a lock lives; at least 2Δ");
  static final Knob<Duration> LEASE_TTL =
      Knob.millis("lease_ttl_ms", 5000, 100, 60_000, "how long a lease lives; at least 2Δ");
  static final Knob<Release> LOCK_RELEASE =
      Knob.choice("lock_release", Release.TOKEN, "whose lock a release deletes");
  static final Knob<Duration> WAIT =
      Knob.millis("wait_ms", 3000, 0, 30_000, "how long a request waits for the load of another");
  static final Knob<Double> BETA =
      Knob.decimal("beta", 1, 0.01, 10, "xfetch: more loads earlier the greater it is");
  static final Knob<Double> TTL_JITTER =
      Knob.decimal("ttl_jitter", 0, 0, 0.9, "j: the TTL is T(1 + U(-j, +j))");
  static final Knob<Integer> HERD_THRESHOLD =
      Knob.integer("herd_threshold", 3, 1, 1000, "more loads of a key at once are a stampede");
  static final Knob<Integer> LOAD_LIMIT =
      Knob.integer("load_limit", 4, 1, 50, "loads at once in one instance while Redis is down");

  static final KnobSchema SCHEMA =
      KnobSchema.of(
          STRATEGY,
          TTL,
          STALE,
          EXTRA,
          DB_POOL,
          DB_QUEUE,
          LOCK_TTL,
          LEASE_TTL,
          LOCK_RELEASE,
          WAIT,
          BETA,
          TTL_JITTER,
          HERD_THRESHOLD,
          LOAD_LIMIT);

  private Week12Knobs() {}
}
