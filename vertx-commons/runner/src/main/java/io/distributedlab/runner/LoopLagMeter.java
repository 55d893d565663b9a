package io.distributedlab.runner;

import io.distributedlab.service.Service;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late the event loops of a service run: a tick every 20 ms on each of them, recorded
 * as {@code lab_loop_lag_seconds} with the label {@code loop}. Ticks that a blocked loop misses run
 * when it is free again, each with its own lag, so that the share of late ticks is a share of time.
 * The ticks end with the service's Vertx. Uses Vert.x' internal API to find the loops.
 */
final class LoopLagMeter {
  private static final long PERIOD_NANOS = 20_000_000;

  private final Timer lag;
  private long due = System.nanoTime() + PERIOD_NANOS;

  private LoopLagMeter(Timer lag) {
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
      loop.execute(() -> new LoopLagMeter(lag).tickOn(loop));
    }
  }

  private void tickOn(EventExecutor loop) {
    loop.scheduleAtFixedRate(this::tick, PERIOD_NANOS, PERIOD_NANOS, TimeUnit.NANOSECONDS);
  }

  private void tick() {
    lag.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
    due += PERIOD_NANOS;
  }
}
