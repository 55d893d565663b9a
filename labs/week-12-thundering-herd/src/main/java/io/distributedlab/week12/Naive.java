package io.distributedlab.week12;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Every request that misses loads. Of λ requests per second λΔ come before the first load is
 * stored, and all of them load; the more do, the longer Δ becomes.
 */
final class Naive implements EarlyFill {
  private final Tools tools;

  Naive(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Future<Served> miss(Lookup lookup) {
    return load(lookup, Reason.MISS, CacheStatus.MISS);
  }

  @Override
  public Future<Served> early(Lookup lookup, Cached current) {
    return load(lookup, Reason.EARLY, CacheStatus.EARLY);
  }

  private Future<Served> load(Lookup lookup, Reason reason, CacheStatus status) {
    return tools
        .loader()
        .load(lookup.id(), lookup.variant(), reason)
        .map(tools.cache()::fresh)
        .compose(
            value ->
                tools
                    .cache()
                    .put(lookup.id(), value, Duration.ZERO)
                    .onSuccess(stored -> tools.filled(lookup.id(), value))
                    .otherwiseEmpty()
                    .map(new Served(value, status)));
  }
}
