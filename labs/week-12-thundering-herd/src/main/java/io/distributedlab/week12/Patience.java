package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Waits for its turn: asks again when told that the value has been filled, and every 100 ms, since
 * what tells it is delivered at most once. Gives up at the deadline of the request; it never loads
 * on its own account, for then the herd would only be late.
 */
final class Patience {
  /** The type of the problem at the deadline. */
  static final String TIMEOUT = "wait-timeout";

  private static final Duration POLL = Duration.ofMillis(100);

  private final Service service;
  private final Fills fills;
  private final CacheMeters meters;

  Patience(Service service, Fills fills, CacheMeters meters) {
    this.service = service;
    this.fills = fills;
    this.meters = meters;
  }

  /** The first grant that is not {@link Grant.Wait}. Fails with 503 {@value #TIMEOUT}. */
  Future<Grant> turn(Lookup lookup, Supplier<Future<Grant>> ask) {
    return ask.get()
        .compose(
            first ->
                first instanceof Grant.Wait
                    ? timed(lookup, () -> askAgain(lookup, ask))
                    : Future.succeededFuture(first));
  }

  /** Any wait for the load of another: a span and a time. */
  <T> Future<T> timed(Lookup lookup, Supplier<Future<T>> waiting) {
    long started = service.clock().nanos();
    return service
        .telemetry()
        .span("cache.wait", span -> waiting.get())
        .onComplete(
            done ->
                meters.waited(
                    lookup.variant(), Duration.ofNanos(service.clock().nanos() - started)));
  }

  static Problem timeout() {
    return Problem.of(503, TIMEOUT, "the load of another request took too long")
        .with("retry_after_s", 1);
  }

  private Future<Grant> askAgain(Lookup lookup, Supplier<Future<Grant>> ask) {
    if (lookup.deadline().expired()) {
      return Future.failedFuture(timeout());
    }
    return fills
        .next(lookup.id(), lookup.deadline().clip(POLL).toMillis())
        .compose(told -> ask.get())
        .compose(
            grant ->
                grant instanceof Grant.Wait
                    ? askAgain(lookup, ask)
                    : Future.succeededFuture(grant));
  }
}
