package io.distributedlab.week12;

import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One load per lease, and only the holder of the lease stores. A lease is given up when the load
 * fails; a holder that dies is replaced when its lease expires.
 */
class LeaseFill implements EarlyFill {
  private final Tools tools;
  private final Leases leases;
  private final Supplier<Duration> grace;

  /**
   * @param grace for how long values are kept that are not fresh any more
   */
  LeaseFill(Tools tools, Leases leases, Supplier<Duration> grace) {
    this.tools = tools;
    this.leases = leases;
    this.grace = grace;
  }

  @Override
  public Future<Served> miss(Lookup lookup) {
    return tools
        .patience()
        .turn(lookup, () -> leases.get(lookup.id(), tools.newToken(), ttl()))
        .onFailure(failure -> tools.meters().lease("timeout"))
        .compose(
            grant -> {
              if (grant instanceof Grant.Fill fill) {
                return fill(lookup, fill.token(), Reason.MISS, CacheStatus.FILLED);
              }
              tools.meters().lease("wait");
              return Future.succeededFuture(
                  new Served(((Grant.Hit) grant).value(), CacheStatus.WAITED));
            });
  }

  @Override
  public Future<Served> early(Lookup lookup, Cached current) {
    return replace(lookup, current, Reason.EARLY, CacheStatus.EARLY);
  }

  /** Loads anew while {@code current} is served, unless another request does. */
  Future<Served> background(Lookup lookup, Cached current) {
    return replace(lookup, current, Reason.BACKGROUND, CacheStatus.FILLED);
  }

  private Future<Served> replace(Lookup lookup, Cached current, Reason reason, CacheStatus status) {
    var token = tools.newToken();
    return leases
        .claim(lookup.id(), token, current, ttl())
        .compose(
            claimed ->
                claimed
                    ? fill(lookup, token, reason, status)
                    : Future.succeededFuture(new Served(current, CacheStatus.HIT)));
  }

  private Future<Served> fill(Lookup lookup, String token, Reason reason, CacheStatus status) {
    tools.meters().lease("fill");
    return tools
        .service()
        .faults()
        .point(Tools.HOLDER)
        .compose(
            alive ->
                tools
                    .loader()
                    .load(lookup.id(), lookup.variant(), reason)
                    .recover(failure -> giveUp(lookup.id(), token, failure)))
        .map(tools.cache()::fresh)
        .compose(value -> store(lookup.id(), token, value, status));
  }

  private Future<Served> store(String id, String token, Cached value, CacheStatus status) {
    return leases
        .set(id, token, value, grace.get())
        .map(stored -> note(id, token, value, stored) ? status : CacheStatus.REJECTED)
        .otherwise(status)
        .map(outcome -> new Served(value, outcome));
  }

  private boolean note(String id, String token, Cached value, boolean stored) {
    tools.meters().lease(stored ? "stored" : "rejected");
    if (stored) {
      tools.filled(id, value);
    } else {
      tools
          .service()
          .telemetry()
          .log()
          .info("lease rejected", Log.with("key", id).and("token", token));
    }
    return stored;
  }

  private <T> Future<T> giveUp(String id, String token, Throwable failure) {
    return leases.giveUp(id, token).otherwiseEmpty().compose(free -> Future.failedFuture(failure));
  }

  private Duration ttl() {
    return tools.service().knobs().get(Week12Knobs.LEASE_TTL);
  }
}
