package io.distributedlab.base;

import io.distributedlab.service.Service;
import io.distributedlab.service.knobs.Knob;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The local work of a hop: a timer with a uniformly distributed duration, in a span of its own. */
final class Work {
  private final Service service;
  private final Knob<Integer> min;
  private final Knob<Integer> max;
  private final RandomGenerator random;
  private final Timer timer;

  Work(Service service, Knob<Integer> min, Knob<Integer> max, RandomGenerator random) {
    this.service = service;
    this.min = min;
    this.max = max;
    this.random = random;
    this.timer = service.telemetry().meters().timer("echo.work");
  }

  /** Works and tells what it did. */
  Future<Hop> perform() {
    var values = service.knobs().values();
    var millis = random.nextInt(values.get(min), values.get(max) + 1);
    return service
        .telemetry()
        .span(
            "work",
            span -> {
              span.setAttribute("lab.injected_ms", millis);
              return delay(millis);
            })
        .onSuccess(done -> timer.record(Duration.ofMillis(millis)))
        .map(done -> new Hop(service.name(), true, millis));
  }

  private Future<Void> delay(int millis) {
    return millis == 0 ? Future.succeededFuture() : service.vertx().timer(millis).<Void>mapEmpty();
  }
}
