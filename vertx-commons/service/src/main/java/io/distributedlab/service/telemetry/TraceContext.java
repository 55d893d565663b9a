package io.distributedlab.service.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.Operation;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the trace context lives: in the Vert.x context of the request or message that is being
 * handled, never in a thread.
 *
 * <p>Vert.x handles each request and each message on a context of its own, a duplicate of the
 * verticle's. The stock tracer takes the trace context out of it as soon as the response is
 * written, or the handler of a message or Kafka record returns, so whatever the handler started is
 * lost to the trace. Here it stays as long as the duplicate does. All use of the internal API of
 * Vert.x is here and, for the registration, in {@link TraceContextRegistration}.
 */
public final class TraceContext {
  private TraceContext() {}

  /** The id of the trace that is being recorded, or null when there is none. */
  public static @Nullable String traceId() {
    var span = Span.current().getSpanContext();
    return span.isSampled() ? span.getTraceId() : null;
  }

  /**
   * Runs {@code work} with {@code context} as the trace context of all its steps, also those after
   * timers and calls. The caller's own context does not change, and the caller goes on in it when
   * the result is there.
   */
  public static <T> Future<T> with(Context context, Supplier<Future<T>> work) {
    var caller = ContextInternal.current();
    if (caller == null) {
      return context.wrapSupplier(() -> run(work)).get();
    }
    var copy = caller.duplicate(true);
    VertxContextStorage.INSTANCE.attach(copy, context);
    var result = caller.<T>promise();
    copy.dispatch(() -> run(work).onComplete(result));
    return result.future();
  }

  /**
   * The same outcome, told on the caller's event loop, also when {@code future} belongs to no
   * context: a timeout of such a future would be told on a thread of Netty's.
   */
  public static <T> Future<T> here(Future<T> future) {
    var caller = ContextInternal.current();
    if (caller == null) {
      return future;
    }
    var promise = caller.<T>promise();
    future.onComplete(promise);
    return promise.future();
  }

  /** Keeps the context of a received request or message, which the stock tracer would remove. */
  static Reception keep(io.vertx.core.Context context, Operation operation, boolean message) {
    var own = (ContextInternal) context;
    if (!own.isDuplicate()) {
      return new Reception(operation);
    }
    var reception = new Reception(new Operation(operation.span(), Scope.noop()));
    if (message) {
      var current = Context.root().with(operation.span()).with(Reception.KEY, reception);
      VertxContextStorage.INSTANCE.attach(own, current);
    }
    return reception;
  }

  static <T> Future<T> run(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (Throwable e) {
      return Future.failedFuture(e);
    }
  }
}
