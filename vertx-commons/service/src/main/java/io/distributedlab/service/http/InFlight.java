package io.distributedlab.service.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that have come in and are not answered yet, as the gauge {@code lab.inflight}. */
final class InFlight {
  private final AtomicInteger count = new AtomicInteger();
  private final Promise<Void> idle = Promise.promise();
  private volatile boolean draining;

  InFlight(MeterRegistry meters) {
    meters.gauge("lab.inflight", count);
  }

  int count() {
    return count.get();
  }

  void enter() {
    count.incrementAndGet();
  }

  void leave() {
    count.decrementAndGet();
    completeWhenIdle();
  }

  /** Done as soon as nothing is in flight any more. */
  Future<Void> drained() {
    draining = true;
    completeWhenIdle();
    return idle.future();
  }

  private void completeWhenIdle() {
    if (draining && count.get() == 0) {
      idle.tryComplete();
    }
  }
}
