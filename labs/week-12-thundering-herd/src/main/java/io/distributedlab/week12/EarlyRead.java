package io.distributedlab.week12;

import io.vertx.core.Future;

/** Looks into the cache; sometimes loads what is there, before it expires. */
final class EarlyRead implements Strategy {
  private final Tools tools;
  private final EarlyFill fill;

  EarlyRead(Tools tools, EarlyFill fill) {
    this.tools = tools;
    this.fill = fill;
  }

  @Override
  public Future<Served> serve(Lookup lookup) {
    return tools
        .cache()
        .get(lookup.id())
        .compose(
            found -> found.map(value -> found(lookup, value)).orElseGet(() -> fill.miss(lookup)));
  }

  private Future<Served> found(Lookup lookup, Cached value) {
    double left = value.softExpiryMs() - tools.cache().nowMs();
    var beta = tools.service().knobs().get(Week12Knobs.BETA);
    if (!XFetch.early(left, value.deltaMs(), beta, 1 - tools.random().nextDouble())) {
      return Future.succeededFuture(new Served(value, CacheStatus.HIT));
    }
    return fill.early(lookup, value)
        .onSuccess(
            served -> {
              if (served.status() == CacheStatus.EARLY) {
                tools.meters().early(left);
              }
            });
  }
}
