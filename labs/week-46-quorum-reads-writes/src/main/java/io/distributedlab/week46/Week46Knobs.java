package io.distributedlab.week46;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.knobs.Knobs;
import java.time.Duration;

/** What can be changed while the lab runs. A change reaches both coordinators and all replicas. */
final class Week46Knobs {
  /** Where tags come from, unless the strategy chooses them itself. */
  enum ClockKind {
    WALL,
    HLC
  }

  /** When a replica acknowledges a write. */
  enum Fsync {
    /** When the record is forced to the disk. */
    ALWAYS,
    /** At once: the record waits in the memory of the process, and is lost with it. */
    NEVER
  }

  static final Knob<Integer> N = Knob.integer("n", 5, 1, 5, "replicas that hold a key");
  static final Knob<Integer> R = Knob.integer("r", 3, 1, 5, "replicas that must answer a read");
  static final Knob<Integer> W = Knob.integer("w", 3, 1, 5, "replicas that must answer a write");
  static final Knob<Strategy> STRATEGY =
      Knob.choice("strategy", Strategy.FIRST_K, "how a coordinator reads and writes");
  static final Knob<ClockKind> CLOCK =
      Knob.choice("clock", ClockKind.HLC, "where the tags of all strategies but abd come from");
  static final Knob<Duration> REPLICA_TIMEOUT =
      Knob.millis("replica_timeout_ms", 1000, 10, 10_000, "how long one replica is waited for");
  static final Knob<Duration> LAG =
      Knob.millis("lag_ms", 0, 0, 5000, "targeted: how much later the other N - W get a write");
  static final Knob<Duration> HINT_INTERVAL =
      Knob.millis("hint_interval_ms", 500, 50, 60_000, "how often hints are offered to their home");
  static final Knob<Integer> HINT_TTL =
      Knob.integer("hint_ttl_s", 60, 1, 3600, "seconds after which a hint is dropped");
  static final Knob<Duration> AE_INTERVAL =
      Knob.millis("ae_interval_ms", 0, 0, 60_000, "how often replicas compare; 0: never");
  static final Knob<Fsync> FSYNC =
      Knob.choice("fsync", Fsync.ALWAYS, "whether a write is on disk before it is acknowledged");
  static final Knob<Double> LATENCY_SCALE =
      Knob.decimal("latency_scale", 1, 0, 10, "factor of the replicas' service times; 0: none");

  static final KnobSchema SCHEMA =
      KnobSchema.of(
              N,
              R,
              W,
              STRATEGY,
              CLOCK,
              REPLICA_TIMEOUT,
              LAG,
              HINT_INTERVAL,
              HINT_TTL,
              AE_INTERVAL,
              FSYNC,
              LATENCY_SCALE)
          .ordered(R, N)
          .ordered(W, N);

  private Week46Knobs() {}

  /** Whether a record must be on disk before it is acknowledged. */
  static boolean durable(Knobs knobs) {
    return knobs.get(FSYNC) == Fsync.ALWAYS;
  }

  /**
   * Whether a strategy can work with a quorum.
   *
   * @throws Problem invalid (422): sloppy and no replica is left to stand in; no-overlap (409): abd
   *     and a read may miss a write
   */
  static void check(Strategy strategy, Quorum quorum) {
    if (strategy == Strategy.SLOPPY && quorum.n() == Replicas.NAMES.size()) {
      throw Problem.invalid(N.name(), quorum.n(), "at most 4 when the strategy is sloppy");
    }
    if (strategy == Strategy.ABD && !quorum.overlaps()) {
      throw Problem.of(409, "no-overlap", "abd needs r + w > n")
          .with("n", quorum.n())
          .with("r", quorum.r())
          .with("w", quorum.w());
    }
  }
}
