package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.BATCH_SIZE;
import static io.distributedlab.week45.Week45Knobs.RATE;
import static io.distributedlab.week45.Week45Knobs.RUNNING;

import io.distributedlab.service.Service;
import io.vertx.core.Future;
import java.util.function.IntFunction;

/** Sends a batch every {@code rate_ms} while {@code running} is on. Belongs to one event loop. */
final class AutoProducer {
  private final Service service;
  private final IntFunction<Future<?>> send;
  private boolean ticking;

  /**
   * @param send sends so many orders
   */
  AutoProducer(Service service, IntFunction<Future<?>> send) {
    this.service = service;
    this.send = send;
  }

  /** Begins to follow the knob. */
  void start() {
    var context = service.vertx().getOrCreateContext();
    service.knobs().onChange(() -> context.runOnContext(changed -> follow()));
  }

  private void follow() {
    if (!ticking && service.knobs().get(RUNNING)) {
      ticking = true;
      tick();
    }
  }

  private void tick() {
    if (!service.knobs().get(RUNNING)) {
      ticking = false;
      return;
    }
    Future.succeededFuture(service.knobs().get(BATCH_SIZE))
        .compose(send::apply)
        .onFailure(failure -> service.telemetry().log().error("automatic orders failed", failure));
    service.vertx().timer(service.knobs().get(RATE).toMillis()).onComplete(waited -> tick());
  }
}
