package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Names client spans after the peer, and makes one for a call that never left the client. */
public final class ClientSpans {
  /**
   * One request as it is written. The tracer of Vert.x is told of a reset stream and of a broken
   * connection in the same words, so whoever takes a request back says so here before the reset.
   */
  public static final class Sent {
    private @Nullable Span span;

    /**
     * Runs {@code write}, which puts the request on the wire, so that this gets to know its span.
     */
    public <T> T by(Supplier<T> write) {
      try (var scope = Context.current().with(SENT, this).makeCurrent()) {
        return write.get();
      }
    }

    /** The request is about to be taken back: its span is to end as cancelled, not as an error. */
    public void withdraw() {
      if (span != null) {
        span.setAttribute(WITHDRAWN, true);
      }
    }
  }

  private static final ContextKey<Sent> SENT = ContextKey.named("sent request");
  private static final AttributeKey<Boolean> WITHDRAWN = AttributeKey.booleanKey("lab.withdrawn");
  private static final AttributeKey<String> PEER_SERVICE = AttributeKey.stringKey("peer.service");

  private ClientSpans() {}

  /** The span of this request will be {@code METHOD peer}, with the attribute peer.service. */
  public static RequestOptions name(RequestOptions options, String peer) {
    return options.setTraceOperation(options.getMethod().name() + ' ' + peer);
  }

  /**
   * {@link HttpClient#request(RequestOptions)} for named options. Vert.x starts its client span
   * when the request is written; when no connection can be had (refused, pool exhausted, timeout)
   * there would be none. This makes that span, from now to the failure, with status ERROR.
   */
  public static Future<HttpClientRequest> request(
      Tracer tracer, HttpClient client, RequestOptions options) {
    if (!Span.current().isRecording()) {
      return client.request(options);
    }
    var start = Instant.now();
    return client
        .request(options)
        .onFailure(failure -> unsent(tracer, options.getTraceOperation(), start, failure));
  }

  /** A client span has begun. */
  static void began(Span span) {
    var sent = Context.current().get(SENT);
    if (sent != null) {
      sent.span = span;
    }
  }

  static boolean isWithdrawn(Span span) {
    return span instanceof ReadableSpan readable
        && Boolean.TRUE.equals(readable.getAttribute(WITHDRAWN));
  }

  static void peer(Span span, String name) {
    var space = name.indexOf(' ');
    if (space > 0) {
      span.setAttribute(PEER_SERVICE, name.substring(space + 1));
    }
  }

  private static void unsent(Tracer tracer, String name, Instant start, Throwable failure) {
    var span =
        tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT).setStartTimestamp(start).startSpan();
    peer(span, name);
    SpanFailure.record(span, failure);
    span.end();
  }
}
