package io.distributedlab.bench;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Works: the end of the chain. */
final class LabServiceB extends VerticleBase {
  private final Service service;
  private final LabWork work;
  private final RequestLog log;

  LabServiceB(Service service, boolean lines) {
    this.service = service;
    this.work = new LabWork(service);
    this.log = new RequestLog(service.telemetry().log(), lines);
  }

  @Override
  public Future<?> start() {
    return service.http().get("/process", request -> work.perform().onSuccess(this::log)).listen();
  }

  private void log(Hop own) {
    log.info("hop worked", () -> Log.with("path", "/process").and("latency_ms", own.latencyMs()));
  }
}
