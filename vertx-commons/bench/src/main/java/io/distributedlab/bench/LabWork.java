package io.distributedlab.bench;

import io.distributedlab.service.Service;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;

/** Work that takes no time, with the span and the timer that work has. */
final class LabWork {
  private final Service service;
  private final Timer timer;

  LabWork(Service service) {
    this.service = service;
    this.timer = service.telemetry().meters().timer("echo.work");
  }

  Future<Hop> perform() {
    return service
        .telemetry()
        .span(
            "work",
            span -> {
              span.setAttribute("lab.injected_ms", 0);
              return Future.<Void>succeededFuture();
            })
        .onSuccess(done -> timer.record(Duration.ZERO))
        .map(done -> new Hop(service.name(), true, 0));
  }
}
