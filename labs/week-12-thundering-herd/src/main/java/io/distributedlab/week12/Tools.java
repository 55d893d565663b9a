package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import java.util.random.RandomGenerator;

/** What the strategies of one instance share. */
record Tools(
    Service service,
    ValueCache cache,
    Loader loader,
    Fills fills,
    Patience patience,
    CacheMeters meters,
    RandomGenerator random) {
  /** Where a holder of a lock or lease can be made to vanish: it never gives back what it holds. */
  static final String HOLDER = "after-acquire";

  /** Nobody else's: who holds it can prove it. */
  String newToken() {
    return service.name() + '-' + Long.toHexString(random.nextLong());
  }

  /** One line for each value that has come into the cache. */
  void filled(String id, Cached value) {
    service
        .telemetry()
        .log()
        .info(
            "fill",
            Log.with("key", id)
                .and("delta_ms", value.deltaMs())
                .and("waiters", fills.waitingFor(id)));
  }
}
