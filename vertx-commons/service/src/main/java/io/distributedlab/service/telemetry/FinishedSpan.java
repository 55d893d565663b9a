package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A span as the store holds it: what a trace is found by, and the rest when it is asked for.
 *
 * @param variant of the lab, empty when the span does not say
 * @param root whether it began its trace
 * @param startNanos since the epoch, like {@code endNanos}
 */
record FinishedSpan(
    String traceId,
    String service,
    String name,
    String variant,
    boolean root,
    boolean failed,
    long startNanos,
    long endNanos,
    Supplier<SpanRecord> record) {
  private static final AttributeKey<String> VARIANT = AttributeKey.stringKey(SpanRecord.VARIANT);

  static FinishedSpan of(String service, SpanData span) {
    return new FinishedSpan(
        span.getTraceId(),
        service,
        span.getName(),
        Objects.requireNonNullElse(span.getAttributes().get(VARIANT), ""),
        !span.getParentSpanContext().isValid(),
        span.getStatus().getStatusCode() == StatusCode.ERROR,
        span.getStartEpochNanos(),
        span.getEndEpochNanos(),
        () -> SpanRecord.of(service, span));
  }

  /** A span of another process. */
  static FinishedSpan of(SpanRecord span) {
    return new FinishedSpan(
        span.traceId(),
        span.service(),
        span.name(),
        span.variant(),
        span.parentSpanId() == null,
        span.failed(),
        nanos(span.start()),
        nanos(span.end()),
        () -> span);
  }

  SpanRecord toRecord() {
    return record.get();
  }

  private static long nanos(Instant time) {
    return Duration.between(Instant.EPOCH, time).toNanos();
  }
}
