package io.distributedlab.service.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * An answer that stays open and tells what happens, until the caller leaves: server-sent events. An
 * event that the caller has no room for is left out, so a slow one costs no memory. Used on the
 * event loop of its request.
 *
 * <p>Source: WHATWG, HTML, "Server-sent events".
 */
public final class EventStream {
  private static final String MEDIA_TYPE = "text/event-stream";

  private final RoutingContext context;
  private final HttpServerResponse response;

  private EventStream(RoutingContext context) {
    this.context = context;
    this.response = context.response();
  }

  static EventStream open(RoutingContext context) {
    context
        .response()
        .setChunked(true)
        .putHeader("Content-Type", MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store");
    return new EventStream(context);
  }

  /** Sends an event, unless the caller has gone or has not read enough of those before. */
  public void send(String event, JsonObject data) {
    if (!response.closed() && !response.ended() && !response.writeQueueFull()) {
      response.write("event: " + event + "\ndata: " + data.encode() + "\n\n");
    }
  }

  /** Runs {@code action} once the caller has gone, or the stream has been ended. */
  public void onEnd(Runnable action) {
    context.addEndHandler(gone -> action.run());
  }

  void end() {
    if (!response.closed() && !response.ended()) {
      response.end();
    }
  }
}
