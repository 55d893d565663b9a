package io.distributedlab.service.http;

import io.distributedlab.service.telemetry.ServerSpans;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** One route of a lab. Every request ends in {@link #count} exactly once, whatever its outcome. */
final class LabRoute {
  private final HttpService.Server server;
  private final String path;
  private final RequestHandler handler;
  private final OutcomeTimers timers;

  LabRoute(HttpService.Server server, HttpMethod method, String path, RequestHandler handler) {
    this.server = server;
    this.path = path;
    this.handler = handler;
    this.timers =
        new OutcomeTimers(
            server.telemetry().meters(),
            "lab.http.server.requests",
            Tags.of("method", method.name(), "route", path));
  }

  void enter(RoutingContext context) {
    var started = server.clock().nanos();
    server.inFlight().enter();
    ServerSpans.enrich(context, path);
    var trace = Context.current();
    context.addEndHandler(
        sent -> count(context, sent.succeeded(), trace, server.clock().nanos() - started));
    context.next();
  }

  void serve(RoutingContext context) {
    server
        .faults()
        .strike()
        .compose(spared -> work(context))
        .onComplete(
            value -> Answer.write(context, Answer.of(value)),
            failure -> Answer.write(context, problem(failure)));
  }

  private Future<?> work(RoutingContext context) {
    var request = new Request(context, server.clock());
    return request.abandoned() ? Future.succeededFuture() : handler.handle(request);
  }

  private Problem problem(Throwable failure) {
    if (Problem.from(failure).isFault()) {
      ServerSpans.failed(failure);
    }
    if (!(failure instanceof Problem)) {
      server.telemetry().log().error("request failed", failure);
    }
    return Problem.from(failure);
  }

  private void count(RoutingContext context, boolean sent, Context trace, long nanos) {
    server.inFlight().leave();
    var outcome = sent ? Outcome.of(context.response().getStatusCode()) : Outcome.ABORTED;
    try (var scope = trace.makeCurrent()) {
      timers.record(outcome, nanos);
    }
  }
}
