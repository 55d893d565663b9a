package io.distributedlab.base;

import static io.distributedlab.base.EchoKnobs.HOP_TIMEOUT;
import static io.distributedlab.base.EchoKnobs.TRACE_SAMPLE;
import static io.distributedlab.base.EchoKnobs.VARIANT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;

/** Takes requests in and has the chain answer them. */
public class GatewayVerticle extends VerticleBase {
  private final Service service;
  private final Log log;

  public GatewayVerticle(Service service) {
    this.service = service;
    this.log = service.telemetry().log();
  }

  @Override
  public Future<?> start() {
    service.knobs().onChange(() -> service.telemetry().sample(service.knobs().get(TRACE_SAMPLE)));
    return service.http().get("/api/process", this::process).listen();
  }

  private Future<GatewayReply> process(Request request) {
    var started = service.clock().nanos();
    log.info("request received", Log.with("path", request.path()));
    return echo(service.knobs().variant(VARIANT, request))
        .map(chain -> new GatewayReply(service.name(), millisSince(started), chain))
        .onSuccess(
            reply ->
                log.info(
                    "request completed",
                    Log.with("path", request.path())
                        .and("duration_ms", reply.totalDurationMs())
                        .and("downstream_service", reply.chain().service())));
  }

  private Future<Chain> echo(EchoVariant variant) {
    return switch (variant) {
      case DARK -> hop("service-a", variant).untraced().get("/process").map(r -> r.as(Chain.class));
      case CHAIN, BUS, YOURS ->
          hop("service-a", variant).get("/process").map(r -> r.as(Chain.class));
      case FANOUT -> {
        var a = hop("service-a", variant).get("/process").map(r -> r.as(Hop.class));
        var b = hop("service-b", variant).get("/process").map(r -> r.as(Hop.class));
        yield Future.all(a, b).map(both -> Chain.of(a.result(), b.result()));
      }
    };
  }

  Peer hop(String peer, EchoVariant variant) {
    var deadline = Deadline.in(service.knobs().get(HOP_TIMEOUT), service.clock());
    return service
        .client(peer)
        .within(deadline)
        .header(Knobs.VARIANT_HEADER, Knob.wireName(variant));
  }

  private long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(service.clock().nanos() - started);
  }
}
