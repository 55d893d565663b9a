package io.distributedlab.service.http;

import io.distributedlab.service.telemetry.ClientSpans;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call and the means to take it back. Used on one event loop. */
final class PeerCall {
  private static final long CANCEL = 8; // the HTTP/2 error code; HTTP/1 closes the connection

  private final Tracer tracer;
  private final HttpClient client;
  private final List<HttpClientRequest> open = new ArrayList<>(1);
  private boolean over;

  PeerCall(Tracer tracer, HttpClient client) {
    this.tracer = tracer;
    this.client = client;
  }

  Future<PeerReply> exchange(RequestOptions options, @Nullable Buffer body) {
    return ClientSpans.request(tracer, client, options).compose(request -> send(request, body));
  }

  private Future<PeerReply> send(HttpClientRequest request, @Nullable Buffer body) {
    if (over) {
      request.reset(CANCEL);
      return Future.failedFuture("cancelled");
    }
    open.add(request);
    var response =
        body == null ? request.send() : request.putHeader("Content-Type", Reply.JSON).send(body);
    return response.compose(PeerCall::read).onComplete(done -> open.remove(request));
  }

  private static Future<PeerReply> read(HttpClientResponse response) {
    return response
        .body()
        .map(body -> new PeerReply(response.statusCode(), response.headers(), body));
  }

  void cancelUnlessDone() {
    over = true;
    List.copyOf(open).forEach(request -> request.reset(CANCEL));
  }
}
