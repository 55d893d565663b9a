package io.distributedlab.week45;

import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.service.time.Clock;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * The consumer's part of a trace. One order continues the trace of its producer; a bulk call
 * belongs to many traces at once, so it is one of its own that links to theirs.
 */
record ProcessSpans(Tracer tracer, Clock clock) {
  <T> Future<T> around(Delivery delivery, Supplier<Future<T>> work) {
    var span =
        tracer
            .spanBuilder("orders process")
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(delivery.trace())
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.kafka.offset", delivery.offset())
            .setAttribute("messaging.kafka.partition", (long) delivery.partition())
            .setAttribute("queue.age_ms", clock.now().toEpochMilli() - delivery.timestamp())
            .setAttribute("lane.wait_ms", (clock.nanos() - delivery.polledAt()) / 1_000_000)
            .startSpan();
    return ended(span, TraceContext.with(delivery.trace().with(span), work));
  }

  <T> Future<T> around(List<Delivery> deliveries, Supplier<Future<T>> work) {
    var builder =
        tracer
            .spanBuilder("orders process batch")
            .setSpanKind(SpanKind.CONSUMER)
            .setNoParent()
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.batch.message_count", (long) deliveries.size());
    deliveries.forEach(one -> builder.addLink(Span.fromContext(one.trace()).getSpanContext()));
    var span = builder.startSpan();
    return ended(span, TraceContext.with(Context.root().with(span), work));
  }

  private static <T> Future<T> ended(Span span, Future<T> result) {
    return result.onComplete(
        done -> {
          if (done.failed()) {
            span.setStatus(StatusCode.ERROR, String.valueOf(done.cause().getMessage()));
          }
          span.end();
        });
  }
}
