package io.distributedlab.week51;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** A visit in the trace: its server span, a span for its local work, and why it ended early. */
final class VisitTrace {
  private final String service;
  private final Span server = Span.current();
  private Span current = server;
  private boolean marked;

  VisitTrace(String service) {
    this.service = service;
  }

  void attribute(String name, long value) {
    server.setAttribute(name, value);
  }

  /** Local work in a span of its own. */
  <T> Future<T> work(Telemetry telemetry, Supplier<Future<T>> work) {
    return telemetry
        .span(
            "work",
            span -> {
              current = span;
              return work.get();
            })
        .onComplete(ended -> current = server);
  }

  /** Says why, once, on the span of what is ended; not when another service did it. */
  void endsEarly(Problem why, Phase phase) {
    if (marked) {
      return;
    }
    marked = true;
    if (why.status() == Call.CANCELLED) {
      current.addEvent("cancelled", Attributes.of(AttributeKey.stringKey("by"), "caller"));
    } else if (service.equals(why.members().get("service"))) {
      own(why, phase);
    }
  }

  private void own(Problem why, Phase phase) {
    if (why.type().equals(Lateness.EXCEEDED)) {
      current.addEvent(
          "deadline.exceeded", Attributes.of(AttributeKey.stringKey("phase"), phase.wire()));
    } else {
      current.addEvent(
          "refused",
          Attributes.of(
              AttributeKey.longKey("needed"), millis(why, "needed_ms"),
              AttributeKey.longKey("remaining"), millis(why, "remaining_ms")));
    }
  }

  private static long millis(Problem why, String member) {
    return why.members().get(member) instanceof Number number ? number.longValue() : 0;
  }
}
