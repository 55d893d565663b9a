package io.distributedlab.service.telemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Router;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One instrumented Vert.x instance with its servers, its client and the spans it made. */
final class TracedVertx implements AutoCloseable {
  private static final long TIMEOUT_S = 10;

  final TelemetryStore store;
  final Telemetry telemetry;
  final Vertx vertx;
  final HttpClient client;

  private TracedVertx(TelemetryStore store, Telemetry telemetry, Vertx vertx) {
    this.store = store;
    this.telemetry = telemetry;
    this.vertx = vertx;
    this.client = vertx.createHttpClient();
  }

  static TracedVertx start(String service) {
    return start(new TelemetryConfig(service, "lab-of-tests", new TelemetryStore(), false, 1));
  }

  static TracedVertx start(TelemetryConfig config) {
    var quiet = config.env().equals(System.getenv()) ? config.withEnv(Map.of()) : config;
    var telemetry = Telemetry.create(quiet);
    var store = quiet.store() instanceof TelemetryStore given ? given : new TelemetryStore();
    var vertx = telemetry.instrument(Vertx.builder(), new VertxOptions()).build();
    return new TracedVertx(store, telemetry, vertx);
  }

  /** The same, with the stock tracer: to show what the repairs are for. */
  static TracedVertx stock(String service) {
    var store = new TelemetryStore();
    var sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder().addSpanProcessor(store.spansOf(service)).build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    var vertx = Vertx.builder().withTracer(new OpenTelemetryTracingFactory(sdk)).build();
    return new TracedVertx(store, Telemetry.off(service), vertx);
  }

  /** Serves {@code handler} on a free port of 127.0.0.1. */
  int serve(Handler<HttpServerRequest> handler) {
    var options = new HttpServerOptions().setTracingPolicy(TracingPolicy.ALWAYS);
    return await(vertx.createHttpServer(options).requestHandler(handler).listen(0, "127.0.0.1"))
        .actualPort();
  }

  Router router() {
    return Router.router(vertx);
  }

  RequestOptions to(int port, String path) {
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI(path);
  }

  Future<HttpClientResponse> get(RequestOptions options) {
    return onContext(
        () ->
            client
                .request(options)
                .compose(HttpClientRequest::send)
                .compose(response -> response.end().map(response)));
  }

  Future<Buffer> body(RequestOptions options) {
    return onContext(
        () ->
            client
                .request(options)
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body));
  }

  /**
   * Runs {@code work} on the current Vert.x context or a new one. On any other thread a response
   * may have ended before its handler is set.
   */
  <T> Future<T> onContext(Supplier<Future<T>> work) {
    if (Vertx.currentContext() != null) {
      return work.get();
    }
    var result = Promise.<T>promise();
    vertx.runOnContext(ran -> work.get().onComplete(result));
    return result.future();
  }

  /** The span with this name, once it has ended. */
  SpanRecord span(String name) {
    until("span " + name, () -> store.spans().stream().anyMatch(s -> s.name().equals(name)));
    return store.spans().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + " did not appear within " + TIMEOUT_S + " s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no result within " + TIMEOUT_S + " s", e);
    }
  }

  @Override
  public void close() {
    await(vertx.close().compose(closed -> telemetry.close()));
  }
}
