package io.distributedlab.week12;

/** Where an answer came from. */
enum CacheStatus {
  HIT,
  /** Loaded, without a look at who else does. */
  MISS,
  /** Loaded, while others waited for it. */
  FILLED,
  /** Loaded by another request. */
  WAITED,
  /** Loaded, but the lease was gone by then: not stored. */
  REJECTED,
  /** Loaded early, by xfetch. */
  EARLY,
  /** Not fresh any more. */
  STALE,
  /** From the database, because Redis is down. */
  DEGRADED
}
