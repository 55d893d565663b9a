package io.distributedlab.week52;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import java.util.Optional;

/**
 * What POSTs do, counted. With an idempotency key an effect is applied once per key, whichever
 * backend gets the copies: the first to put the key into a map of the whole cluster applies it.
 * Without a key each copy that begins has an effect.
 */
final class Effects {
  private static final String MAP = "week52.effects";
  private static final long KEPT_MS = 60_000;

  private final Vertx vertx;
  private final Counter applied;
  private final Counter prevented;

  Effects(Vertx vertx, MeterRegistry meters) {
    this.vertx = vertx;
    this.applied = meters.counter("backend.effects", "result", "applied");
    this.prevented = meters.counter("backend.effects", "result", "prevented");
  }

  /** The service of this request begins. */
  Future<Void> begin(Order order) {
    if (!order.hasEffect()) {
      return Future.succeededFuture();
    }
    var key = order.idempotencyKey();
    if (key == null) {
      applied.increment();
      return Future.succeededFuture();
    }
    return vertx
        .sharedData()
        .<String, String>getAsyncMap(MAP)
        .compose((AsyncMap<String, String> map) -> map.putIfAbsent(key, order.requestId(), KEPT_MS))
        .onSuccess(
            before -> (Optional.ofNullable(before).isEmpty() ? applied : prevented).increment())
        .mapEmpty();
  }
}
