package io.distributedlab.@package@;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import java.time.Duration;

/** What a service does itself: it waits, on a timer, as long as its knob {@code work_ms} says. */
final class Work {
  private final Service service;

  Work(Service service) {
    this.service = service;
  }

  /** Works, and tells what it did. */
  Future<Hop> perform() {
    var length = service.knobs().get(@Name@Knobs.WORK);
    return service
        .telemetry()
        .span("work", span -> pause(length))
        .map(done -> new Hop(service.name(), length.toMillis()))
        .onSuccess(this::log);
  }

  private Future<Void> pause(Duration length) {
    return length.isZero()
        ? Future.succeededFuture()
        : service.vertx().timer(length.toMillis()).<Void>mapEmpty();
  }

  private void log(Hop own) {
    service.telemetry().log().info("hop worked", Log.with("worked_ms", own.workedMs()));
  }
}
