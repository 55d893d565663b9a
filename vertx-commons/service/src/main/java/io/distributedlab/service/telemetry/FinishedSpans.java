package io.distributedlab.service.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.function.Consumer;

/** Hears of spans when they end, on the thread that ends them. */
record FinishedSpans(Consumer<ReadableSpan> ended) implements SpanProcessor {
  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    ended.accept(span);
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
