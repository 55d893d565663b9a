package io.distributedlab.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpResponseExpectation;
import java.util.regex.Pattern;

/** Single requests to a chain: is it up, and does it report what it should? */
final class Probe {
  private static final long EVERY_MS = 100;
  private static final Pattern SERVED =
      Pattern.compile("(?m)^lab_http_server_requests_seconds_count\\{.*} (\\S+)$");

  private final Vertx vertx;
  private final HttpClient client;

  Probe(Vertx vertx) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient();
  }

  /**
   * Done when the chain answers. Fails when its process ends, or when it is not as it should be.
   */
  Future<Void> ready(ChainProcess chain) {
    return client
        .request(HttpMethod.GET, chain.port(), Ports.HOST, ChainBench.PATH)
        .compose(HttpClientRequest::send)
        .expecting(HttpResponseExpectation.SC_OK)
        .transform(
            answer -> {
              if (answer.succeeded()) {
                return expectTraced(chain.variant(), answer.result());
              }
              return chain.alive()
                  ? vertx.timer(EVERY_MS).compose(later -> ready(chain))
                  : Future.failedFuture("the chain " + chain.variant() + " did not start");
            });
  }

  /** Fails unless the gateway has counted at least this many requests. */
  Future<Void> expectCounted(ChainProcess chain, long requests) {
    return client
        .request(HttpMethod.GET, chain.port(), Ports.HOST, "/metrics")
        .compose(HttpClientRequest::send)
        .expecting(HttpResponseExpectation.SC_OK)
        .compose(HttpClientResponse::body)
        .map(Probe::served)
        .compose(
            served ->
                served >= requests
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        "%s counted %.0f of %d requests"
                            .formatted(chain.variant(), served, requests)));
  }

  private static Future<Void> expectTraced(Variant variant, HttpClientResponse answer) {
    return variant.traced() == answer.headers().contains("X-Trace-Id")
        ? Future.succeededFuture()
        : Future.failedFuture(variant + (variant.traced() ? " does not trace" : " traces"));
  }

  private static double served(Buffer metrics) {
    return SERVED
        .matcher(metrics.toString())
        .results()
        .mapToDouble(count -> Double.parseDouble(count.group(1)))
        .sum();
  }
}
