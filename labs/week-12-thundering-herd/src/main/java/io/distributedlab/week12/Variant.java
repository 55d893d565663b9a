package io.distributedlab.week12;

/** What a request does that finds nothing in the cache, or something old. */
enum Variant {
  /** Every miss loads. */
  NAIVE,
  /** One load per instance; who misses meanwhile waits for it. */
  SINGLEFLIGHT,
  /** One load per lock; the others wait to be told, and look again every 100 ms. */
  LOCK,
  /** As {@link #LOCK}, and only the holder of a valid lease may store. */
  LEASE,
  /** The instance that owns the key loads, in one flight, for all. */
  OWNER,
  /** Single requests load early, at random, before the value expires. */
  XFETCH,
  /** {@link #XFETCH}, with early loads and misses in one flight per instance. */
  XFETCH_SINGLEFLIGHT,
  /** {@link #XFETCH}, with early loads and misses under a lease. */
  XFETCH_LEASE,
  /** An old value is served at once, and refreshed in the background under a lease. */
  SWR,
  /**
   * The one of the exercises: {@link #LEASE} with {@link YourLease}, and {@link YourStaleIfError}
   * when a load fails.
   */
  YOURS
}
