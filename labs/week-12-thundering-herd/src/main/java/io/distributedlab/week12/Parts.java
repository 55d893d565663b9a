package io.distributedlab.week12;

import java.util.function.BiFunction;
import java.util.function.Function;

/** What of an instance can be made otherwise. */
record Parts(Function<RedisLink, Locks> locks, BiFunction<RedisLink, ValueCache, Leases> leases) {
  /** As it should be. */
  static final Parts SOUND = new Parts(Locks::new, Leases::new);

  Parts withLocks(Function<RedisLink, Locks> other) {
    return new Parts(other, leases);
  }

  Parts withLeases(BiFunction<RedisLink, ValueCache, Leases> other) {
    return new Parts(locks, other);
  }
}
