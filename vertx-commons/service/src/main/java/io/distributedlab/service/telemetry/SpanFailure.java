package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.CancellationException;

/** Turns a span red. */
final class SpanFailure {
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private SpanFailure() {}

  /** Status ERROR, the type of the failure, and an event with the exception. */
  static void record(Span span, Throwable failure) {
    status(span, failure);
    span.recordException(failure);
  }

  /** An event, and no error: whoever asked does not want the answer any more. */
  static void cancelled(Span span) {
    span.addEvent("cancelled");
  }

  static boolean isCancellation(Throwable failure) {
    return failure instanceof CancellationException
        || failure.getCause() instanceof CancellationException;
  }

  /** Status ERROR and the type of the failure, or just the event of a cancellation. */
  static void status(Span span, Throwable failure) {
    if (isCancellation(failure)) {
      cancelled(span);
      return;
    }
    span.setStatus(StatusCode.ERROR, failure.toString());
    span.setAttribute(ERROR_TYPE, failure.getClass().getName());
  }
}
