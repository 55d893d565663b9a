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
import java.util.function.Supplier;

/** Works 30 to 70 ms, then asks service-b. */
public class ServiceAVerticle extends VerticleBase {
  /** Share of the time left that is kept back to tell the caller which hop was late. */
  static final int WAY_BACK_PERCENT = 10;

  private final Service service;
  private final Work work;
  private final Steps yours;
  private final Audit audit;

  public ServiceAVerticle(Service service) {
    this(service, new YourSteps(), new YourAudit(service.vertx(), service.telemetry().log()));
  }

  ServiceAVerticle(Service service, Steps yours, Audit audit) {
    this.service = service;
    this.work = new Work(service, A_MIN, A_MAX, new SplittableRandom());
    this.yours = yours;
    this.audit = audit;
  }

  @Override
  public Future<?> start() {
    return service.http().get("/process", this::process).listen();
  }

  private Future<?> process(Request request) {
    var variant = service.knobs().variant(VARIANT, request);
    var deadline = request.deadline().keepingBack(WAY_BACK_PERCENT);
    return switch (variant) {
      case FANOUT -> ownWork();
      case DARK -> inTurn(() -> overHttp(deadline, false));
      case CHAIN -> inTurn(() -> overHttp(deadline, true));
      case BUS -> inTurn(() -> overBus(deadline));
      case YOURS -> yours.run(this::auditedWork, () -> overHttp(deadline, true));
    };
  }

  private Future<Chain> inTurn(Supplier<Future<Hop>> below) {
    return ownWork().compose(own -> below.get().map(b -> Chain.of(own, b)));
  }

  private Future<Hop> ownWork() {
    return work.perform().onSuccess(this::log);
  }

  /** Nobody waits for the audit. */
  private Future<Hop> auditedWork() {
    return ownWork().onSuccess(own -> audit.write(own).onFailure(this::notAudited));
  }

  private void notAudited(Throwable failure) {
    service.telemetry().log().error("hop not audited", failure);
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
