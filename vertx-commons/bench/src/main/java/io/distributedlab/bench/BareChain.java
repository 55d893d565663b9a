package io.distributedlab.bench;

import io.distributedlab.service.http.Json;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The echo chain in Vert.x alone, written as its documentation does: a router, a pooled client,
 * futures. No deadline, no telemetry, no problem details. Each verticle has a Vert.x instance of
 * its own, with the options that a service has, and JSON comes from the same mapper.
 */
final class BareChain {
  private BareChain() {}

  /** The Vert.x instances, gateway first. */
  static Future<List<Vertx>> start(Ports ports) {
    return Future.all(
            deploy(new Gateway(ports)), deploy(new ServiceA(ports)), deploy(new ServiceB(ports)))
        .map(started -> started.list());
  }

  private static Future<Vertx> deploy(VerticleBase verticle) {
    var options =
        new VertxOptions()
            .setEventLoopPoolSize(2)
            .setWorkerPoolSize(4)
            .setInternalBlockingPoolSize(4);
    var vertx = Vertx.vertx(options);
    return vertx.deployVerticle(verticle).map(vertx);
  }

  private static HttpClient client(Vertx vertx) {
    return vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(512));
  }

  private static <T> Future<T> get(HttpClient client, int port, Class<T> type) {
    return client
        .request(HttpMethod.GET, port, Ports.HOST, "/process")
        .compose(HttpClientRequest::send)
        .expecting(HttpResponseExpectation.SC_OK)
        .compose(HttpClientResponse::body)
        .map(body -> Json.read(body, type));
  }

  private static void answer(RoutingContext context, Future<?> reply) {
    reply
        .onSuccess(
            value ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(Json.write(value)))
        .onFailure(context::fail);
  }

  private static final class Gateway extends VerticleBase {
    private final Ports ports;

    Gateway(Ports ports) {
      this.ports = ports;
    }

    @Override
    public Future<?> start() {
      var client = client(vertx);
      var router = Router.router(vertx);
      router.get("/api/process").handler(context -> answer(context, process(client)));
      return vertx.createHttpServer().requestHandler(router).listen(ports.gateway(), Ports.HOST);
    }

    private Future<GatewayReply> process(HttpClient client) {
      var started = System.nanoTime();
      return get(client, ports.serviceA(), Chain.class)
          .map(chain -> new GatewayReply("gateway", millisSince(started), chain));
    }

    private static long millisSince(long started) {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }
  }

  private static final class ServiceA extends VerticleBase {
    private final Ports ports;

    ServiceA(Ports ports) {
      this.ports = ports;
    }

    @Override
    public Future<?> start() {
      var client = client(vertx);
      var router = Router.router(vertx);
      router.get("/process").handler(context -> answer(context, process(client)));
      return vertx.createHttpServer().requestHandler(router).listen(ports.serviceA(), Ports.HOST);
    }

    private Future<Chain> process(HttpClient client) {
      var own = new Hop("service-a", true, 0);
      return get(client, ports.serviceB(), Hop.class).map(b -> Chain.of(own, b));
    }
  }

  private static final class ServiceB extends VerticleBase {
    private final Ports ports;

    ServiceB(Ports ports) {
      this.ports = ports;
    }

    @Override
    public Future<?> start() {
      var router = Router.router(vertx);
      router
          .get("/process")
          .handler(
              context -> answer(context, Future.succeededFuture(new Hop("service-b", true, 0))));
      return vertx.createHttpServer().requestHandler(router).listen(ports.serviceB(), Ports.HOST);
    }
  }
}
