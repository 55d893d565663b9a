package io.distributedlab.base;

import static io.distributedlab.base.EchoKnobs.B_MAX;
import static io.distributedlab.base.EchoKnobs.B_MIN;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.SplittableRandom;

/** Works 20 to 50 ms. The end of the chain, over HTTP and over the event bus. */
public class ServiceBVerticle extends VerticleBase {
  private final Service service;
  private final Work work;

  public ServiceBVerticle(Service service) {
    this.service = service;
    this.work = new Work(service, B_MIN, B_MAX, new SplittableRandom());
  }

  @Override
  public Future<?> start() {
    return service
        .bus()
        .serve(EchoRequest.ADDRESS, EchoRequest.class, request -> process())
        .compose(known -> service.http().get("/process", request -> process()).listen());
  }

  private Future<Hop> process() {
    return work.perform().onSuccess(this::log);
  }

  void log(Hop own) {
    service
        .telemetry()
        .log()
        .info("hop worked", Log.with("path", "/process").and("latency_ms", own.latencyMs()));
  }
}
