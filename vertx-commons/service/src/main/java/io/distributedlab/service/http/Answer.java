package io.distributedlab.service.http;

import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Writes an answer once, or not at all when the caller has gone or another answer was first. */
final class Answer {
  private Answer() {}

  static Reply of(@Nullable Object value) {
    if (value == null) {
      return Reply.empty();
    }
    return value instanceof Reply reply ? reply : Reply.ok(value);
  }

  static void write(RoutingContext context, Problem problem) {
    write(context, Reply.of(problem));
  }

  static void write(RoutingContext context, Reply reply) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    var trace = TraceContext.traceId();
    if (trace != null) {
      response.putHeader("X-Trace-Id", trace);
    }
    reply.headers().forEach(response::putHeader);
    response.setStatusCode(reply.status());
    if (reply.status() == 204) {
      response.end();
    } else {
      response.end(reply.body());
    }
  }
}
