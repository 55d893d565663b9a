package io.distributedlab.week46;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Work done again and again, each time so long after it was done last. The interval may change at
 * any time; zero is never. One round at a time.
 */
final class Repeating {
  private static final long TICK_MS = 50;

  private final Supplier<Duration> interval;
  private final Supplier<Future<Void>> work;
  private long waitedMs;
  private boolean working;

  private Repeating(Supplier<Duration> interval, Supplier<Future<Void>> work) {
    this.interval = interval;
    this.work = work;
  }

  /** Begins on the event loop of the verticle that calls, and ends with it. */
  static void every(Vertx vertx, Supplier<Duration> interval, Supplier<Future<Void>> work) {
    var repeating = new Repeating(interval, work);
    vertx.setPeriodic(TICK_MS, tick -> repeating.tick());
  }

  void tick() {
    waitedMs += TICK_MS;
    var wanted = interval.get().toMillis();
    if (working || wanted == 0 || waitedMs < wanted) {
      return;
    }
    working = true;
    work.get()
        .onComplete(
            done -> {
              working = false;
              waitedMs = 0;
            });
  }
}
