package io.distributedlab.week45;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The trace context in the headers of a record: {@code traceparent}, as W3C wants it. */
final class OrderTrace {
  private static final TextMapGetter<Headers> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
          return Arrays.stream(headers.toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
          var header = headers == null ? null : headers.lastHeader(key);
          return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
      };

  private OrderTrace() {}

  /** Writes {@code context} into the headers. */
  static void inject(Context context, Headers headers) {
    W3CTraceContextPropagator.getInstance()
        .inject(
            context,
            headers,
            (carrier, key, value) -> {
              if (carrier != null) {
                carrier.remove(key).add(key, value.getBytes(StandardCharsets.UTF_8));
              }
            });
  }

  /** The context in the headers; the root when there is none. */
  static Context extract(Headers headers) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, GETTER);
  }
}
