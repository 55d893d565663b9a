package io.distributedlab.service.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** One route that every service has. */
final class HouseRoute {
  private final HttpService.Server server;
  private final RequestHandler handler;

  HouseRoute(HttpService.Server server, RequestHandler handler) {
    this.server = server;
    this.handler = handler;
  }

  void serve(RoutingContext context) {
    Future.succeededFuture(context)
        .compose(c -> handler.handle(new Request(c, server.clock())).<Object>map(v -> v))
        .onComplete(
            value -> Answer.write(context, Answer.of(value)),
            failure -> Answer.write(context, problem(failure)));
  }

  private Problem problem(Throwable failure) {
    if (!(failure instanceof Problem)) {
      server.telemetry().log().error("request failed", failure);
    }
    return Problem.from(failure);
  }
}
