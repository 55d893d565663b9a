package io.distributedlab.week12;

import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;

/**
 * Serves what is in the cache at once. When it is not fresh any more, one load in the background
 * brings a new value. Only who finds nothing at all waits. Source: Mark Nottingham, "HTTP
 * Cache-Control Extensions for Stale Content" (RFC 5861), stale-while-revalidate.
 */
final class StaleRead implements Strategy {
  private final Tools tools;
  private final LeaseFill fill;
  private final Set<String> refreshing = new HashSet<>();

  StaleRead(Tools tools, LeaseFill fill) {
    this.tools = tools;
    this.fill = fill;
  }

  @Override
  public Future<Served> serve(Lookup lookup) {
    return tools
        .cache()
        .get(lookup.id())
        .compose(
            found ->
                found
                    .map(value -> Future.succeededFuture(found(lookup, value)))
                    .orElseGet(() -> fill.miss(lookup)));
  }

  private Served found(Lookup lookup, Cached value) {
    if (value.fresh(tools.cache().nowMs())) {
      return new Served(value, CacheStatus.HIT);
    }
    if (refreshing.add(lookup.id())) {
      tools
          .service()
          .telemetry()
          .detached("refresh", span -> fill.background(lookup, value))
          .onComplete(done -> refreshing.remove(lookup.id()))
          .onFailure(failure -> failed(lookup.id(), failure));
    }
    return new Served(value, CacheStatus.STALE);
  }

  private void failed(String id, Throwable failure) {
    tools
        .service()
        .telemetry()
        .log()
        .warn("refresh failed", Log.with("key", id).and("reason", failure));
  }
}
