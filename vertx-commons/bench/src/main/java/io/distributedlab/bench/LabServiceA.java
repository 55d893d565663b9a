package io.distributedlab.bench;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Works, then asks service-b. */
final class LabServiceA extends VerticleBase {
  private static final Duration WAY_BACK = Duration.ofMillis(20);

  private final Service service;
  private final LabWork work;
  private final RequestLog log;

  LabServiceA(Service service, boolean lines) {
    this.service = service;
    this.work = new LabWork(service);
    this.log = new RequestLog(service.telemetry().log(), lines);
  }

  @Override
  public Future<?> start() {
    return service.http().get("/process", this::process).listen();
  }

  private Future<Chain> process(Request request) {
    var deadline = request.deadline().less(WAY_BACK);
    return work.perform()
        .onSuccess(this::log)
        .compose(own -> downstream(deadline).map(b -> Chain.of(own, b)));
  }

  private Future<Hop> downstream(Deadline deadline) {
    return service
        .client("service-b")
        .within(deadline)
        .get("/process")
        .map(reply -> reply.as(Hop.class));
  }

  private void log(Hop own) {
    log.info(
        "hop worked",
        () ->
            Log.with("path", "/process")
                .and("latency_ms", own.latencyMs())
                .and("downstream_service", "service-b"));
  }
}
