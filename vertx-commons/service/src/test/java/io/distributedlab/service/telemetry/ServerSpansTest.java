package io.distributedlab.service.telemetry;

import static io.distributedlab.service.telemetry.TracedVertx.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.Test;

class ServerSpansTest {

  @Test
  void namesTheSpanAfterTheRoute() {
    try (var service = TracedVertx.start("a")) {
      call(service, request -> request.response().end());
      var span = service.span("GET /items/:id");
      assertThat(span.kind()).isEqualTo("SERVER");
      assertThat(span.status()).isEqualTo("UNSET");
      assertThat(span.attributes())
          .containsEntry("http.route", "/items/:id")
          .containsEntry("url.path", "/items/7")
          .containsEntry("lab.variant", "naive");
    }
  }

  @Test
  void thrownExceptionMakesTheSpanAnErrorWithOneEvent() {
    try (var service = TracedVertx.start("a")) {
      assertThat(call(service, ServerSpansTest::fail).statusCode()).isEqualTo(500);
      var span = service.span("GET /items/:id");
      assertThat(span.status()).isEqualTo("ERROR");
      assertThat(span.attributes())
          .containsEntry("http.response.status_code", "500")
          .containsEntry("error.type", "java.lang.IllegalStateException");
      assertThat(span.events()).hasSize(1);
      assertThat(span.events().getFirst().attributes())
          .containsEntry("exception.message", "no such luck");
    }
  }

  @Test
  void stockSpanOfAThrownExceptionHasNeitherNameNorStatusNorEvent() {
    try (var service = TracedVertx.stock("a")) {
      var router = service.router();
      router.get("/items/:id").handler(ServerSpansTest::fail);
      await(service.get(service.to(service.serve(router), "/items/7")));
      var span = service.span("GET");
      assertThat(span.status()).isEqualTo("UNSET");
      assertThat(span.events()).isEmpty();
    }
  }

  @Test
  void statusOf500IsAnErrorAlsoWithoutAnException() {
    try (var service = TracedVertx.start("a")) {
      call(service, request -> request.response().setStatusCode(503).end());
      assertThat(service.span("GET /items/:id").status()).isEqualTo("ERROR");
    }
  }

  @Test
  void rejectedRequestIsNoErrorOfTheServer() {
    try (var service = TracedVertx.start("a")) {
      call(service, request -> request.fail(404, new IllegalArgumentException("unknown item")));
      var span = service.span("GET /items/:id");
      assertThat(span.status()).isEqualTo("UNSET");
      assertThat(span.events()).isEmpty();
    }
  }

  @Test
  void callerThatGoesAwayEndsTheSpanAsCancelled() {
    try (var service = TracedVertx.start("a")) {
      var router = service.router();
      router.get("/items/:id").handler(request -> ServerSpans.enrich(request, "/items/:id"));
      var port = service.serve(router);
      var socket = await(service.vertx.createNetClient().connect(port, "127.0.0.1"));
      await(socket.write("GET /items/7 HTTP/1.1\r\nhost: x\r\n\r\n"));
      await(socket.close());
      var span = service.span("GET /items/:id");
      assertThat(span.status()).isEqualTo("UNSET");
      assertThat(span.events()).extracting(SpanRecord.Event::name).containsExactly("cancelled");
    }
  }

  private static HttpClientResponse call(TracedVertx service, Handler<RoutingContext> handler) {
    var router = service.router();
    router
        .get("/items/:id")
        .handler(
            request -> {
              ServerSpans.enrich(request, "/items/:id");
              ServerSpans.variant("naive");
              handler.handle(request);
            });
    return await(service.get(service.to(service.serve(router), "/items/7")));
  }

  private static void fail(RoutingContext request) {
    throw new IllegalStateException("no such luck");
  }
}
