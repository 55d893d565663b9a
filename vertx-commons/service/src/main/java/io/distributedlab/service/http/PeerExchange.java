package io.distributedlab.service.http;

import io.distributedlab.service.telemetry.ClientSpans;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What one call has on the wire, and the means to take it back. Used on one event loop. */
final class PeerExchange {
  private static final long CANCEL = 8; // the HTTP/2 error code; HTTP/1 closes the connection

  private final Tracer tracer;
  private final HttpClient client;
  private final List<HttpClientRequest> open = new ArrayList<>(1);
  private final ClientSpans.Sent sent = new ClientSpans.Sent();
  private @Nullable StreamResetException ended;

  PeerExchange(Tracer tracer, HttpClient client) {
    this.tracer = tracer;
    this.client = client;
  }

  Future<PeerReply> run(RequestOptions options, @Nullable Buffer body) {
    return ClientSpans.request(tracer, client, options).compose(request -> send(request, body));
  }

  /** The caller no longer wants the answer. */
  void cancel() {
    if (ended == null) {
      sent.withdraw();
    }
    end(new StreamResetException(CANCEL, new CancellationException("cancelled by the caller")));
  }

  /** Nobody waits any more: the call is answered or late. */
  void giveUp() {
    end(new StreamResetException(CANCEL));
  }

  private void end(StreamResetException reason) {
    if (ended == null) {
      ended = reason;
      List.copyOf(open).forEach(request -> request.reset(CANCEL, reason.getCause()));
    }
  }

  private Future<PeerReply> send(HttpClientRequest request, @Nullable Buffer body) {
    if (ended != null) {
      request.reset(CANCEL);
      return Future.failedFuture(ended);
    }
    open.add(request);
    var response =
        sent.by(
            () ->
                body == null
                    ? request.send()
                    : request.putHeader("Content-Type", Reply.JSON).send(body));
    return response.compose(PeerExchange::read).onComplete(done -> open.remove(request));
  }

  private static Future<PeerReply> read(HttpClientResponse response) {
    return response
        .body()
        .map(body -> new PeerReply(response.statusCode(), response.headers(), body));
  }
}
