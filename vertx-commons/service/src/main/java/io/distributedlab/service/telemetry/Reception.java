package io.distributedlab.service.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.vertx.tracing.opentelemetry.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The span of a received request or message. A handler of a message may hold it: then the span ends
 * with the handler's future, not with the handler's return.
 */
final class Reception {
  static final ContextKey<Reception> KEY = ContextKey.named("reception");

  private final Operation operation;
  private boolean held;

  Reception(Operation operation) {
    this.operation = operation;
  }

  /** The message that is being handled, when its span can be held. */
  static @Nullable Reception current() {
    return Context.current().get(KEY);
  }

  Operation operation() {
    return operation;
  }

  Span span() {
    return operation.span();
  }

  boolean held() {
    return held;
  }

  /** Takes over the duty to end the span; false when somebody already has it. */
  boolean hold() {
    var first = !held;
    held = true;
    return first;
  }
}
