package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** Turns a span red. */
final class SpanFailure {
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private SpanFailure() {}

  /** Status ERROR, the type of the failure, and an event with the exception. */
  static void record(Span span, Throwable failure) {
    status(span, failure);
    span.recordException(failure);
  }

  /** Status ERROR and the type of the failure. */
  static void status(Span span, Throwable failure) {
    span.setStatus(StatusCode.ERROR, failure.toString());
    span.setAttribute(ERROR_TYPE, failure.getClass().getName());
  }
}
