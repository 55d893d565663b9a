package io.distributedlab.service.http;

import io.distributedlab.service.faults.Faults;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The HTTP server of a service: routes that return futures, one place that writes answers, counts
 * them and turns failures into problem details.
 */
public final class HttpService {
  private static final int BODY_LIMIT_BYTES = 1 << 20;
  private static final int IDLE_SECONDS = 60;
  private static final long MAX_STREAMS = 100_000;

  /** By default a connection is closed after 200 resets in 30 s: too few for a hedging caller. */
  private static final int MAX_RESETS = 100_000;

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.DELETE);

  /** What every exchange of this server uses. */
  record Server(Vertx vertx, Telemetry telemetry, Faults faults, Clock clock, InFlight inFlight) {}

  private final Server server;
  private Duration bodyTimeout = Duration.ofSeconds(10);
  private final HttpServer http;
  private final Router router;
  private final Map<String, Set<String>> methods = new LinkedHashMap<>();
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

  public HttpService(
      Vertx vertx, String host, int port, Telemetry telemetry, Faults faults, Clock clock) {
    var inFlight = new InFlight(telemetry.meters());
    this.server = new Server(vertx, telemetry, faults, clock, inFlight);
    this.router = Router.router(vertx);
    this.http =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(host)
                    .setPort(port)
                    .setIdleTimeout(IDLE_SECONDS)
                    .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS))
                    .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                    .setTracingPolicy(TracingPolicy.ALWAYS))
            .invalidRequestHandler(HttpService::refuseUnreadable)
            .requestHandler(router);
    answerErrors();
  }

  public HttpService get(String path, RequestHandler handler) {
    return route(HttpMethod.GET, path, handler);
  }

  public HttpService post(String path, RequestHandler handler) {
    return route(HttpMethod.POST, path, handler);
  }

  public HttpService put(String path, RequestHandler handler) {
    return route(HttpMethod.PUT, path, handler);
  }

  public HttpService delete(String path, RequestHandler handler) {
    return route(HttpMethod.DELETE, path, handler);
  }

  /** How long a request's body may take to arrive before it is answered 408; 10 s unless told. */
  public HttpService bodyWithin(Duration timeout) {
    this.bodyTimeout = timeout;
    return this;
  }

  /** A route of the lab: counted, traced and subject to faults. {@code :name} marks a parameter. */
  public HttpService route(HttpMethod method, String path, RequestHandler handler) {
    var labRoute = new LabRoute(server, method, path, handler);
    var route = on(method, path).handler((PlatformHandler) labRoute::enter);
    readBody(method, route).handler(labRoute::serve);
    return this;
  }

  /** A route of the house (health, metrics, admin): no faults, not in the lab's request metrics. */
  public HttpService houseRoute(HttpMethod method, String path, RequestHandler handler) {
    var houseRoute = new HouseRoute(server, handler);
    readBody(method, on(method, path)).handler(houseRoute::serve);
    return this;
  }

  /** A route of the house whose answer stays open and tells events. */
  public HttpService events(String path, Consumer<EventStream> watcher) {
    on(HttpMethod.GET, path).handler(context -> watcher.accept(open(context)));
    return this;
  }

  private EventStream open(RoutingContext context) {
    var stream = EventStream.open(context);
    streams.add(stream);
    stream.onEnd(() -> streams.remove(stream));
    return stream;
  }

  /**
   * Refuses (421) whoever calls it by another name than this machine's own or this one: a page of
   * another site whose name has been made to lead here ("DNS rebinding").
   *
   * @param name in lower case, that of its container
   */
  public HttpService onlyCalled(String name) {
    router.route().order(-1).handler((PlatformHandler) context -> refuseOtherNames(context, name));
    return this;
  }

  private static void refuseOtherNames(RoutingContext context, String name) {
    var called = context.request().authority();
    var host = called == null ? "" : called.host().toLowerCase(Locale.ROOT);
    if (LOCAL.contains(host) || host.equals(name)) {
      context.next();
    } else {
      Answer.write(
          context, Problem.of(421, "misdirected", "call this server localhost or 127.0.0.1"));
    }
  }

  /** Starts to accept connections. */
  public Future<HttpService> listen() {
    methods.forEach(this::refuseOtherMethods);
    return http.listen().map(this);
  }

  /** The port in use, also when 0 was asked for. */
  public int port() {
    return http.actualPort();
  }

  /** Requests that have come in and are not answered yet. */
  public int inFlight() {
    return server.inFlight().count();
  }

  /**
   * Accepts nothing new, ends the event streams, lets what is in flight finish, at most {@code
   * grace}, then closes.
   */
  public Future<Void> drain(Duration grace) {
    streams.forEach(EventStream::end);
    var shutdown = http.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
    return Future.any(server.inFlight().drained(), shutdown).transform(quiet -> http.close());
  }

  private Route on(HttpMethod method, String path) {
    methods.computeIfAbsent(path, p -> new TreeSet<>()).add(method.name());
    return router.route(method, path);
  }

  private void refuseOtherMethods(String path, Set<String> allowed) {
    var names = String.join(", ", allowed);
    var reply =
        Reply.of(Problem.of(405, "method-not-allowed", "this path allows " + names))
            .header("Allow", names);
    router.route(path).handler(context -> Answer.write(context, reply));
  }

  private Route readBody(HttpMethod method, Route route) {
    return WITHOUT_BODY.contains(method)
        ? route
        : route
            .handler((PlatformHandler) this::limitBodyTime)
            .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES));
  }

  private void limitBodyTime(RoutingContext context) {
    var timer =
        server
            .vertx()
            .setTimer(
                bodyTimeout.toMillis(),
                late -> {
                  if (!context.request().isEnded() && !context.response().ended()) {
                    context.addEndHandler(sent -> context.request().connection().close());
                    Answer.write(context, Problem.of(408, "body-late", "the body did not arrive"));
                  }
                });
    context.addEndHandler(done -> server.vertx().cancelTimer(timer));
    context.next();
  }

  private void answerErrors() {
    router.errorHandler(404, context -> Answer.write(context, Problem.notFound("no such path")));
    router.errorHandler(
        413,
        context ->
            Answer.write(
                context,
                Problem.of(
                    413, "too-large", "the body has more than " + BODY_LIMIT_BYTES + " bytes")));
    router.errorHandler(
        400, context -> Answer.write(context, Problem.malformed("the request cannot be read")));
    router.errorHandler(500, context -> Answer.write(context, unexpected(context)));
  }

  private Problem unexpected(RoutingContext context) {
    if (context.failure() != null) {
      server.telemetry().log().error("request failed", context.failure());
    }
    return Problem.internal();
  }

  private static void refuseUnreadable(HttpServerRequest request) {
    var reply = Reply.of(Problem.malformed("the request is not HTTP that this server can read"));
    var response = request.response().setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    response.end(reply.body()).onComplete(sent -> request.connection().close());
  }
}
