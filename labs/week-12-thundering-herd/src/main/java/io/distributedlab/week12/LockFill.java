package io.distributedlab.week12;

import io.distributedlab.service.telemetry.Log;
import io.distributedlab.week12.Week12Knobs.Release;
import io.vertx.core.Future;
import java.util.Locale;

/**
 * One load per lock. Who does not get the lock waits to be told that the value is there. A holder
 * that dies is replaced when its lock expires; one that is slower than its lock is replaced as
 * well, and then there are two loads.
 */
final class LockFill implements Fill {
  private final Tools tools;
  private final Locks locks;

  LockFill(Tools tools, Locks locks) {
    this.tools = tools;
    this.locks = locks;
  }

  @Override
  public Future<Served> miss(Lookup lookup) {
    return tools
        .patience()
        .turn(lookup, () -> ask(lookup.id()))
        .onFailure(failure -> tools.meters().lock("timeout"))
        .compose(
            grant -> {
              if (grant instanceof Grant.Fill fill) {
                tools.meters().lock("acquired");
                return fill(lookup, fill.token());
              }
              tools.meters().lock("waited");
              return Future.succeededFuture(
                  new Served(((Grant.Hit) grant).value(), CacheStatus.WAITED));
            });
  }

  private Future<Grant> ask(String id) {
    return tools
        .cache()
        .get(id)
        .compose(
            found ->
                found
                    .map(value -> Future.<Grant>succeededFuture(new Grant.Hit(value)))
                    .orElseGet(() -> acquire(id)));
  }

  private Future<Grant> acquire(String id) {
    var token = tools.newToken();
    return locks
        .acquire(id, token, tools.service().knobs().get(Week12Knobs.LOCK_TTL))
        .compose(
            acquired -> acquired ? lookAgain(id, token) : Future.succeededFuture(new Grant.Wait()));
  }

  /** The value may have come between the last look and the lock. */
  private Future<Grant> lookAgain(String id, String token) {
    return tools
        .cache()
        .get(id)
        .compose(
            found ->
                found
                    .map(value -> release(id, token).<Grant>map(new Grant.Hit(value)))
                    .orElseGet(() -> Future.succeededFuture(new Grant.Fill(token))));
  }

  private Future<Served> fill(Lookup lookup, String token) {
    var id = lookup.id();
    return tools
        .service()
        .faults()
        .point(Tools.HOLDER)
        .compose(alive -> load(lookup).eventually(() -> release(id, token)));
  }

  private Future<Served> load(Lookup lookup) {
    return tools
        .loader()
        .load(lookup.id(), lookup.variant(), Reason.MISS)
        .map(tools.cache()::fresh)
        .compose(
            value ->
                tools
                    .cache()
                    .putAndTell(lookup.id(), value)
                    .onSuccess(stored -> tools.filled(lookup.id(), value))
                    .otherwiseEmpty()
                    .map(new Served(value, CacheStatus.FILLED)));
  }

  private Future<Void> release(String id, String token) {
    var plain = tools.service().knobs().get(Week12Knobs.LOCK_RELEASE) == Release.DEL;
    return (plain ? locks.delete(id, token) : locks.release(id, token))
        .onSuccess(released -> note(id, released))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void note(String id, Locks.Released released) {
    if (released != Locks.Released.OWN) {
      var result = released.name().toLowerCase(Locale.ROOT);
      tools.meters().lock(result);
      tools
          .service()
          .telemetry()
          .log()
          .warn("lock expired before its release", Log.with("key", id).and("result", result));
    }
  }
}
