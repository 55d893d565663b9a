package io.distributedlab.week52;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;

/** One-shot timers of one event loop, and how many are pending: the gauge {@code hedge.timers}. */
final class Timers {
  private final Vertx vertx;
  private int pending;

  Timers(Vertx vertx, MeterRegistry meters) {
    this.vertx = vertx;
    meters.gauge("hedge.timers", this, timers -> timers.pending);
  }

  /** Runs {@code action} after {@code wait}, unless the returned handle is run before. */
  Runnable after(Duration wait, Runnable action) {
    pending++;
    long id =
        vertx.setTimer(
            Math.max(1, wait.toMillis()),
            fired -> {
              pending--;
              action.run();
            });
    return () -> {
      if (vertx.cancelTimer(id)) {
        pending--;
      }
    };
  }
}
