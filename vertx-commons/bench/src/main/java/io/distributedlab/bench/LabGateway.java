package io.distributedlab.bench;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Has the chain answer. */
final class LabGateway extends VerticleBase {
  private static final Duration HOP_TIMEOUT = Duration.ofSeconds(2);

  private final Service service;
  private final RequestLog log;

  LabGateway(Service service, boolean lines) {
    this.service = service;
    this.log = new RequestLog(service.telemetry().log(), lines);
  }

  @Override
  public Future<?> start() {
    return service.http().get("/api/process", this::process).listen();
  }

  private Future<GatewayReply> process(Request request) {
    var started = service.clock().nanos();
    log.info("request received", () -> Log.with("path", request.path()));
    return service
        .client("service-a")
        .within(Deadline.in(HOP_TIMEOUT, service.clock()))
        .get("/process")
        .map(reply -> reply.as(Chain.class))
        .map(chain -> new GatewayReply(service.name(), millisSince(started), chain))
        .onSuccess(
            reply ->
                log.info(
                    "request completed",
                    () ->
                        Log.with("path", request.path())
                            .and("duration_ms", reply.totalDurationMs())
                            .and("downstream_service", reply.chain().service())));
  }

  private long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(service.clock().nanos() - started);
  }
}
