package io.distributedlab.week12;

import org.jspecify.annotations.Nullable;

/**
 * A value as it is in the cache. That there is no such product is a value as well.
 *
 * @param value null when there is no such product
 * @param deltaMs how long the load took that brought it
 * @param softExpiryMs until when it is fresh, in ms of the wall clock
 */
record Cached(@Nullable Product value, long version, double deltaMs, long softExpiryMs) {

  static Cached of(Loaded loaded, long nowMs, long ttlMs) {
    var product = loaded.product();
    return new Cached(
        product, product == null ? 0 : product.version(), loaded.deltaMs(), nowMs + ttlMs);
  }

  boolean fresh(long nowMs) {
    return nowMs < softExpiryMs;
  }
}
