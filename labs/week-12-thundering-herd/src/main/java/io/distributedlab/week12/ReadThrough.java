package io.distributedlab.week12;

import io.vertx.core.Future;
import java.util.Optional;

/** Looks into the cache; what is not there is filled in. */
final class ReadThrough implements Strategy {
  private final ValueCache cache;
  private final Fill fill;

  ReadThrough(ValueCache cache, Fill fill) {
    this.cache = cache;
    this.fill = fill;
  }

  @Override
  public Future<Served> serve(Lookup lookup) {
    return cache
        .get(lookup.id())
        .recover(this::withoutRedis)
        .compose(
            found ->
                found
                    .map(value -> Future.succeededFuture(new Served(value, CacheStatus.HIT)))
                    .orElseGet(() -> fill.miss(lookup)));
  }

  private Future<Optional<Cached>> withoutRedis(Throwable failure) {
    return failure instanceof RedisDown && fill.worksWithoutRedis()
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }
}
