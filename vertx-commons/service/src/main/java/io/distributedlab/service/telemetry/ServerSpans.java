package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.vertx.ext.web.RoutingContext;

/** Names server spans after their route, and shows on them why a request failed. */
public final class ServerSpans {
  private static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> VARIANT = AttributeKey.stringKey(SpanRecord.VARIANT);
  private static final int SERVER_ERROR = 500;

  private ServerSpans() {}

  /**
   * Names the span of this request {@code METHOD route}. When the request ends with a status of 500
   * or more, the failure of the routing context becomes an exception event. To be called when the
   * handler of the route is entered, once for a request.
   *
   * @param route the template of the path, never the path itself
   */
  public static void enrich(RoutingContext request, String route) {
    var span = Span.current();
    if (!span.isRecording()) {
      return;
    }
    span.updateName(request.request().method().name() + ' ' + route);
    span.setAttribute(HTTP_ROUTE, route);
    request.addHeadersEndHandler(
        headers -> {
          var failure = request.failure();
          if (failure != null && request.response().getStatusCode() >= SERVER_ERROR) {
            failed(span, failure);
          }
        });
  }

  /** Says which variant of the lab serves this request. */
  public static void variant(String variant) {
    Span.current().setAttribute(VARIANT, variant);
  }

  /**
   * Sets the current span to ERROR with an exception event; for failures that never reach the
   * routing context.
   */
  public static void failed(Throwable failure) {
    failed(Span.current(), failure);
  }

  private static void failed(Span span, Throwable failure) {
    SpanFailure.record(span, failure);
  }
}
