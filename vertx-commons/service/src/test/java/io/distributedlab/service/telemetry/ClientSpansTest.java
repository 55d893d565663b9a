package io.distributedlab.service.telemetry;

import static io.distributedlab.service.telemetry.TracedVertx.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ClientSpansTest {

  @Test
  void namesTheSpanAfterThePeer() {
    try (var service = TracedVertx.start("gateway")) {
      call(service, service.serve(request -> request.response().end()), ClientSpansTest::send);
      var span = service.span("GET service-a");
      assertThat(span.kind()).isEqualTo("CLIENT");
      assertThat(span.status()).isEqualTo("UNSET");
      assertThat(span.attributes()).containsEntry("peer.service", "service-a");
    }
  }

  @Test
  void answerOf500MakesTheSpanAnError() {
    try (var service = TracedVertx.start("gateway")) {
      var peer = service.serve(request -> request.response().setStatusCode(502).end());
      call(service, peer, ClientSpansTest::send);
      assertThat(service.span("GET service-a").status()).isEqualTo("ERROR");
    }
  }

  @Test
  void stockSpanOfA500IsNoError() {
    try (var service = TracedVertx.stock("gateway")) {
      var peer = service.serve(request -> request.response().setStatusCode(502).end());
      call(service, peer, ClientSpansTest::send);
      assertThat(service.span("GET service-a").status()).isEqualTo("UNSET");
    }
  }

  @Test
  void connectionThatBreaksMakesTheSpanAnError() {
    try (var service = TracedVertx.start("gateway")) {
      call(service, service.serve(request -> request.connection().close()), ClientSpansTest::send);
      var span = service.span("GET service-a");
      assertThat(span.status()).isEqualTo("ERROR");
      assertThat(span.events()).extracting(SpanRecord.Event::name).containsExactly("exception");
    }
  }

  @Test
  void abandonedCallMakesTheSpanAnError() {
    try (var service = TracedVertx.start("gateway")) {
      call(
          service,
          service.serve(request -> {}),
          request ->
              request
                  .end()
                  .compose(sent -> service.vertx.timer(5))
                  .compose(fired -> request.reset().mapEmpty()));
      assertThat(service.span("GET service-a").status()).isEqualTo("ERROR");
    }
  }

  @Test
  void refusedConnectionHasASpanToo() {
    try (var service = TracedVertx.start("gateway")) {
      var server = service.vertx.createHttpServer().requestHandler(request -> {});
      var port = await(server.listen(0, "127.0.0.1")).actualPort();
      await(server.close());
      call(service, port, ClientSpansTest::send);
      var span = service.span("GET service-a");
      assertThat(span.kind()).isEqualTo("CLIENT");
      assertThat(span.status()).isEqualTo("ERROR");
      assertThat(span.parentSpanId()).isEqualTo(service.span("GET").spanId());
      assertThat(span.attributes()).containsEntry("peer.service", "service-a");
    }
  }

  /** A gateway that calls its peer once and answers when the call has ended in any way. */
  private static void call(
      TracedVertx service, int peer, Function<HttpClientRequest, Future<HttpClientResponse>> use) {
    var gateway =
        service.serve(
            request ->
                ClientSpans.request(
                        service.telemetry.tracer(), service.client, options(service, peer))
                    .compose(use)
                    .onComplete(done -> request.response().end()));
    await(service.get(service.to(gateway, "/")));
  }

  private static RequestOptions options(TracedVertx service, int peer) {
    return ClientSpans.name(service.to(peer, "/"), "service-a");
  }

  private static Future<HttpClientResponse> send(HttpClientRequest request) {
    return request.send().compose(response -> response.end().map(response));
  }
}
