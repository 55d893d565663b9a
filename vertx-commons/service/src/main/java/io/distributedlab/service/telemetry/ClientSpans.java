package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Instant;

/** Names client spans after the peer, and makes one for a call that never left the client. */
public final class ClientSpans {
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
