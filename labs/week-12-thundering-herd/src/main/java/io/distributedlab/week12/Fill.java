package io.distributedlab.week12;

import io.vertx.core.Future;

/** How a value comes into the cache that is not there. */
interface Fill {
  /**
   * A value, loaded by this request or by another. Fails with the problem of the load, with 503
   * {@code wait-timeout} at the deadline, or with {@link RedisDown}.
   */
  Future<Served> miss(Lookup lookup);

  /** Whether it can do its work without Redis. */
  default boolean worksWithoutRedis() {
    return false;
  }
}
