package io.distributedlab.week12;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves a product by the strategy that is asked for, and by what is left when that cannot. */
final class ProductReads {
  private final Tools tools;
  private final Strategies strategies;
  private final LocalCopies copies;
  private final StaleIfError yourStale;
  private final DegradedReads degraded;

  /**
   * @param yourStale what a failed load comes to with the strategy {@code yours}
   */
  ProductReads(Tools tools, Strategies strategies, LocalCopies copies, StaleIfError yourStale) {
    this.tools = tools;
    this.strategies = strategies;
    this.copies = copies;
    this.yourStale = yourStale;
    this.degraded = new DegradedReads(tools);
  }

  /** A value, fresh if possible; one that says that there is no such product is a value as well. */
  Future<Served> serve(Lookup lookup) {
    long started = tools.service().clock().nanos();
    return strategies
        .of(lookup.variant())
        .serve(lookup)
        .recover(failure -> withoutRedis(lookup, failure))
        .recover(failure -> waitedTooLong(lookup, failure))
        .recover(failure -> loadFailed(lookup, failure))
        .onSuccess(served -> copies.served(lookup.id(), served.cached()))
        .onComplete(served -> count(lookup, status(served.result(), served.cause()), started));
  }

  private Future<Served> withoutRedis(Lookup lookup, Throwable failure) {
    return failure instanceof RedisDown ? degraded.serve(lookup) : Future.failedFuture(failure);
  }

  private Future<Served> waitedTooLong(Lookup lookup, Throwable failure) {
    return isTimeout(failure)
        ? insteadOf(failure, copies.of(lookup.id()))
        : Future.failedFuture(failure);
  }

  private Future<Served> loadFailed(Lookup lookup, Throwable failure) {
    return lookup.variant() == Variant.YOURS
        ? insteadOf(failure, yourStale.instead(lookup.id()))
        : Future.failedFuture(failure);
  }

  private static Future<Served> insteadOf(Throwable failure, Optional<Cached> old) {
    return old.map(value -> Future.succeededFuture(new Served(value, CacheStatus.STALE)))
        .orElseGet(() -> Future.failedFuture(failure));
  }

  private void count(Lookup lookup, String status, long started) {
    var took = Duration.ofNanos(tools.service().clock().nanos() - started);
    tools.meters().request(lookup.variant(), status, took);
  }

  private static String status(@Nullable Served served, @Nullable Throwable failure) {
    if (served != null) {
      return Knob.wireName(served.status());
    }
    return isTimeout(failure) ? "timeout" : "error";
  }

  private static boolean isTimeout(@Nullable Throwable failure) {
    return failure instanceof Problem problem && problem.type().equals(Patience.TIMEOUT);
  }
}
