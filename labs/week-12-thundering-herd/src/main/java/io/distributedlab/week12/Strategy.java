package io.distributedlab.week12;

import io.vertx.core.Future;

/** How a request is served from the cache. */
@FunctionalInterface
interface Strategy {
  /** Fails as {@link Fill#miss} does. */
  Future<Served> serve(Lookup lookup);
}
