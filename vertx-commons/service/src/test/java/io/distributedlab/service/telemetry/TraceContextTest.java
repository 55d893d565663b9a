package io.distributedlab.service.telemetry;

import static io.distributedlab.service.telemetry.TracedVertx.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The trace context outlives the handler of a message and the response of a request. */
class TraceContextTest {

  enum Delivery {
    SEND,
    PUBLISH;

    void of(String body, EventBus bus) {
      switch (this) {
        case SEND -> bus.send("jobs", body);
        case PUBLISH -> bus.publish("jobs", body);
      }
    }

    String verb() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void workAfterTheHandlerOfAMessageStaysInTheTrace(Delivery delivery) {
    try (var service = TracedVertx.start("a")) {
      afterTheHandler(service, delivery);
      var called = service.span("GET /backend");
      var trace = service.store.trace(called.traceId()).orElseThrow();
      assertThat(trace.spans())
          .extracting(SpanRecord::name)
          .containsExactly(
              "GET /start",
              delivery.verb() + " jobs",
              "process jobs",
              "GET backend",
              "GET /backend");
      assertThat(trace.roots()).hasSize(1);
      assertParent(service, "GET backend", "process jobs");
      assertParent(service, "process jobs", delivery.verb() + " jobs");
      assertThat(service.span("process jobs").kind()).isEqualTo("CONSUMER");
      assertThat(service.span(delivery.verb() + " jobs").kind()).isEqualTo("PRODUCER");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stockTracerLosesWorkAfterTheHandlerOfAMessage(Delivery delivery) {
    try (var service = TracedVertx.stock("a")) {
      assertThat(afterTheHandler(service, delivery)).isEqualTo("invalid");
    }
  }

  @Test
  void workAfterAnEarlyReplyStaysInTheTrace() {
    try (var service = TracedVertx.start("a")) {
      afterTheReply(service);
      assertParent(service, "GET backend", "GET /start");
      assertParent(service, "GET /backend", "GET backend");
      assertThat(service.span("GET /start").attributes())
          .containsEntry("http.response.status_code", "202");
    }
  }

  @Test
  void stockTracerLosesWorkAfterAnEarlyReply() {
    try (var service = TracedVertx.stock("a")) {
      assertThat(afterTheReply(service)).isEqualTo("invalid");
    }
  }

  @Test
  void workAfterAnEarlyReplyOverHttp2StaysInTheTrace() {
    try (var service = TracedVertx.start("a")) {
      var seen = Promise.<String>promise();
      var options = new HttpServerOptions().setTracingPolicy(TracingPolicy.ALWAYS);
      var port =
          await(
                  service
                      .vertx
                      .createHttpServer(options)
                      .requestHandler(
                          request -> {
                            request.response().setStatusCode(202).end();
                            service.vertx.timer(5).map(fired -> current()).onComplete(seen);
                          })
                      .listen(0, "127.0.0.1"))
              .actualPort();
      var http2 =
          service.vertx.createHttpClient(
              new HttpClientOptions()
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ClearTextUpgrade(false));
      await(
          service.onContext(
              () ->
                  http2
                      .request(service.to(port, "/start"))
                      .compose(HttpClientRequest::send)
                      .compose(HttpClientResponse::body)));
      assertThat(await(seen.future())).isEqualTo(service.span("GET").spanId());
    }
  }

  @Test
  void requestAndReplyMakeOneTrace() {
    try (var service = TracedVertx.start("b")) {
      service
          .vertx
          .eventBus()
          .<String>consumer(
              "prices", message -> service.vertx.timer(5).onSuccess(fired -> message.reply("42")));
      var port =
          service.serve(
              request ->
                  service
                      .vertx
                      .eventBus()
                      .request("prices", "x")
                      .onSuccess(reply -> request.response().end(current())));
      var last = await(service.body(service.to(port, "/"))).toString();
      assertThat(last).isEqualTo(service.span("GET").spanId());
      assertThat(service.store.trace(service.span("GET").traceId()).orElseThrow().spans())
          .extracting(SpanRecord::name, SpanRecord::kind)
          .containsExactly(
              tuple("GET", "SERVER"),
              tuple("request prices", "CLIENT"),
              tuple("request prices", "SERVER"));
    }
  }

  @Test
  void eachRequestOfAConnectionHasItsOwnTrace() {
    try (var service = TracedVertx.start("a")) {
      var port = service.serve(request -> request.response().end(current()));
      var first = await(service.body(service.to(port, "/"))).toString();
      var second = await(service.body(service.to(port, "/"))).toString();
      assertThat(first).isNotEqualTo(second);
      TracedVertx.until("two spans", () -> service.store.spans().size() == 2);
      assertThat(service.store.traces(10, null)).hasSize(2);
    }
  }

  @Test
  void everyVertxHasRoomForTheContext() {
    assertThat(ServiceLoader.load(VertxServiceProvider.class))
        .hasAtLeastOneElementOfType(TraceContextRegistration.class);
    var vertx = Vertx.vertx();
    try {
      var seen = Promise.<String>promise();
      vertx.runOnContext(ran -> seen.complete(current()));
      assertThat(await(seen.future())).isEqualTo("invalid");
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void virtualThreadThatAwaitsKeepsItsContext() {
    try (var service = TracedVertx.start("a")) {
      var seen = Promise.<List<String>>promise();
      var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
      var verticle = new VirtualThreadVerticle(service, seen);
      await(service.vertx.deployVerticle(verticle, options));
      assertThat(await(seen.future()))
          .containsExactly(
              service.span("outer").spanId(),
              service.span("inner").spanId(),
              service.span("inner").spanId(),
              service.span("outer").spanId());
      assertParent(service, "inner", "outer");
    }
  }

  /** Waits inside and after a span. */
  private static final class VirtualThreadVerticle extends VerticleBase {
    private final TracedVertx service;
    private final Promise<List<String>> seen;

    VirtualThreadVerticle(TracedVertx service, Promise<List<String>> seen) {
      this.service = service;
      this.seen = seen;
    }

    @Override
    public Future<?> start() {
      return service.telemetry.span(
          "outer",
          outer -> {
            var ids = new ArrayList<String>();
            ids.add(current());
            service
                .telemetry
                .span(
                    "inner",
                    inner -> {
                      ids.add(current());
                      vertx.timer(5).await();
                      ids.add(current());
                      return Future.succeededFuture();
                    })
                .await();
            ids.add(current());
            seen.complete(ids);
            return Future.succeededFuture();
          });
    }
  }

  /** GET /start sends a message; its handler returns, waits 5 ms and calls GET /backend. */
  private static String afterTheHandler(TracedVertx service, Delivery delivery) {
    var seen = Promise.<String>promise();
    var backend = backend(service);
    await(
        service
            .vertx
            .eventBus()
            .consumer("jobs", (Message<String> message) -> callLater(service, backend, seen))
            .completion());
    var router = service.router();
    router
        .get("/start")
        .handler(
            request -> {
              ServerSpans.enrich(request, "/start");
              delivery.of("x", service.vertx.eventBus());
              request.response().end();
            });
    await(service.get(service.to(service.serve(router), "/start")));
    return await(seen.future());
  }

  /** GET /start answers 202, then waits 5 ms and calls GET /backend. */
  private static String afterTheReply(TracedVertx service) {
    var seen = Promise.<String>promise();
    var backend = backend(service);
    var router = service.router();
    router
        .get("/start")
        .handler(
            request -> {
              ServerSpans.enrich(request, "/start");
              request.response().setStatusCode(202).end();
              callLater(service, backend, seen);
            });
    await(service.get(service.to(service.serve(router), "/start")));
    return await(seen.future());
  }

  private static int backend(TracedVertx service) {
    var router = service.router();
    router
        .get("/backend")
        .handler(
            request -> {
              ServerSpans.enrich(request, "/backend");
              request.response().end();
            });
    return service.serve(router);
  }

  private static void callLater(TracedVertx service, int backend, Promise<String> seen) {
    service
        .vertx
        .timer(5)
        .map(fired -> current())
        .compose(
            span ->
                service.get(ClientSpans.name(service.to(backend, "/backend"), "backend")).map(span))
        .onComplete(seen);
  }

  private static String current() {
    var span = Span.current().getSpanContext();
    return span.isValid() ? span.getSpanId() : "invalid";
  }

  private static void assertParent(TracedVertx service, String child, String parent) {
    assertThat(service.span(child).parentSpanId()).isEqualTo(service.span(parent).spanId());
  }
}
