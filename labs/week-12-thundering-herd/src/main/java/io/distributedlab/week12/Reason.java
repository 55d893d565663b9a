package io.distributedlab.week12;

/** Why the database was asked. */
enum Reason {
  MISS,
  /** Before the value had expired. */
  EARLY,
  /** While an old value was served. */
  BACKGROUND,
  /** Redis is down. */
  DEGRADED,
  /** Many values were put into the cache together. */
  WARM_UP
}
