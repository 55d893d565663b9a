package io.distributedlab.week12;

import io.vertx.core.Future;

/** A fill that can also load while there is a value. */
interface EarlyFill extends Fill {
  /** A newer value, or {@code current} as a hit when another request is loading already. */
  Future<Served> early(Lookup lookup, Cached current);
}
