package io.distributedlab.runner;

import io.distributedlab.service.Service;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late the event loops of a service run: a tick every 20 ms on each of them, recorded
 * as {@code lab_loop_lag_seconds} with the label {@code loop}. Ticks that a blocked loop misses are
 * recorded when it is free again, each with its own lag, so that the share of late ticks is a share
 * of time. The ticks end with the service's Vertx. Uses Vert.x' internal API to find the loops.
 *
 * <p>A tick is waited for in whole milliseconds, and so up to one late: for the rest of a
 * millisecond Netty would not sleep but spin.
 */
final class LoopLagMeter {
  private static final long PERIOD_NANOS = 20_000_000;

  private final EventExecutor loop;
  private final Timer lag;
  private long due = System.nanoTime() + PERIOD_NANOS;

  private LoopLagMeter(EventExecutor loop, Timer lag) {
    this.loop = loop;
    this.lag = lag;
  }

  static void start(Service service) {
    int number = 0;
    for (var loop : ((VertxInternal) service.vertx()).nettyEventLoopGroup()) {
      var lag =
          Timer.builder("lab.loop.lag")
              .description("How late the event loop ran a task that was due.")
              .tag("loop", String.valueOf(number++))
              .register(service.telemetry().meters());
      loop.execute(() -> new LoopLagMeter(loop, lag).await());
    }
  }

  private void await() {
    long millis = Math.ceilDiv(due - System.nanoTime(), 1_000_000L);
    loop.schedule(this::tick, Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    long now = System.nanoTime();
    for (; due <= now; due += PERIOD_NANOS) {
      lag.record(now - due, TimeUnit.NANOSECONDS);
    }
    await();
  }
}
