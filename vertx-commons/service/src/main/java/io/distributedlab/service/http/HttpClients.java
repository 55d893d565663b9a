package io.distributedlab.service.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;

/**
 * The connections of one service to its peers. A peer gets up to {@value #POOL_SIZE} HTTP/1.1
 * connections or one HTTP/2 connection without a limit of streams: far more than a lab has requests
 * in flight, so that a queue for a connection never explains a result; {@code
 * vertx_pool_queue_pending} shows that there is none.
 */
record HttpClients(HttpClient http1, HttpClient untraced, HttpClient http2) {
  private static final int POOL_SIZE = 512;

  static HttpClients of(Vertx vertx) {
    return new HttpClients(
        client(vertx, TracingPolicy.PROPAGATE, HttpVersion.HTTP_1_1),
        client(vertx, TracingPolicy.IGNORE, HttpVersion.HTTP_1_1),
        client(vertx, TracingPolicy.PROPAGATE, HttpVersion.HTTP_2));
  }

  Future<Void> close() {
    return Future.join(http1.close(), untraced.close(), http2.close()).mapEmpty();
  }

  private static HttpClient client(Vertx vertx, TracingPolicy policy, HttpVersion version) {
    var options =
        new HttpClientOptions()
            .setTracingPolicy(policy)
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false);
    return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(POOL_SIZE));
  }
}
