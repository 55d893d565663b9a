package io.distributedlab.base;

import static io.distributedlab.base.EchoKnobs.A_MAX;
import static io.distributedlab.base.EchoKnobs.A_MIN;
import static io.distributedlab.base.EchoKnobs.VARIANT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.SplittableRandom;

/** Works 30 to 70 ms, then asks service-b. */
public class ServiceAVerticle extends VerticleBase {
  /** Share of the time left that is kept back to tell the caller which hop was late. */
  static final int WAY_BACK_PERCENT = 10;

  private final Service service;
  private final Work work;

  public ServiceAVerticle(Service service) {
    this.service = service;
    this.work = new Work(service, A_MIN, A_MAX, new SplittableRandom());
  }

  @Override
  public Future<?> start() {
    return service.http().get("/process", this::process).listen();
  }

  private Future<?> process(Request request) {
    var variant = service.knobs().variant(VARIANT, request);
    var deadline = request.deadline().keepingBack(WAY_BACK_PERCENT);
    return work.perform()
        .onSuccess(this::log)
        .compose(
            own ->
                switch (variant) {
                  case FANOUT -> Future.succeededFuture(own);
                  case DARK -> overHttp(deadline, false).map(b -> Chain.of(own, b));
                  case CHAIN -> overHttp(deadline, true).map(b -> Chain.of(own, b));
                  case BUS -> overBus(deadline).map(b -> Chain.of(own, b));
                });
  }

  Future<Hop> overHttp(Deadline deadline, boolean traced) {
    var peer = service.client("service-b").within(deadline);
    return (traced ? peer : peer.untraced()).get("/process").map(reply -> reply.as(Hop.class));
  }

  Future<Hop> overBus(Deadline deadline) {
    return service
        .bus()
        .request(
            EchoRequest.ADDRESS,
            new EchoRequest(service.name()),
            Hop.class,
            deadline.clip(Duration.ofSeconds(30)));
  }

  private void log(Hop own) {
    service
        .telemetry()
        .log()
        .info(
            "hop worked",
            Log.with("path", "/process")
                .and("latency_ms", own.latencyMs())
                .and("downstream_service", "service-b"));
  }
}
