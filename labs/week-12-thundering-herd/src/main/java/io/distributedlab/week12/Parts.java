package io.distributedlab.week12;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What of an instance can be made otherwise.
 *
 * @param yourLeases those of the strategy {@code yours}
 * @param yourStale what that strategy does when a load has failed
 */
record Parts(
    Function<RedisLink, Locks> locks,
    BiFunction<RedisLink, ValueCache, Leases> leases,
    BiFunction<RedisLink, ValueCache, Leases> yourLeases,
    BiFunction<Tools, LocalCopies, StaleIfError> yourStale) {
  /** As it should be, but for what is left to the learner. */
  static final Parts SOUND =
      new Parts(Locks::new, Leases::new, YourLease::new, YourStaleIfError::new);

  Parts withLocks(Function<RedisLink, Locks> other) {
    return new Parts(other, leases, yourLeases, yourStale);
  }

  Parts withLeases(BiFunction<RedisLink, ValueCache, Leases> other) {
    return new Parts(locks, other, yourLeases, yourStale);
  }

  Parts withYours(
      BiFunction<RedisLink, ValueCache, Leases> otherLeases,
      BiFunction<Tools, LocalCopies, StaleIfError> otherStale) {
    return new Parts(locks, leases, otherLeases, otherStale);
  }
}
