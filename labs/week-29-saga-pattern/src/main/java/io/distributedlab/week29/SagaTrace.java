package io.distributedlab.week29;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace context as text, to be kept in a row: what is done for a saga after a restart, or by
 * whoever takes an event out of an outbox, belongs to the same trace.
 */
final class SagaTrace {
  private static final String HEADER = "traceparent";
  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  private SagaTrace() {}

  /** The context of now; null when nothing is traced. */
  static @Nullable String current() {
    var carrier = new HashMap<String, String>();
    W3CTraceContextPropagator.getInstance()
        .inject(
            Context.current(),
            carrier,
            (map, key, value) -> {
              if (map != null) {
                map.put(key, value);
              }
            });
    return carrier.get(HEADER);
  }

  static Context of(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), Map.of(HEADER, traceparent), GETTER);
  }

  /** The trace id within a traceparent. */
  static @Nullable String id(@Nullable String traceparent) {
    return traceparent == null ? null : traceparent.substring(3, 35);
  }
}
