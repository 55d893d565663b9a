package io.distributedlab.experiment;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Three real HTTP services on loopback, with the admin endpoints that every service has. */
final class EchoLab implements Deployment {
  final List<String> deeds = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(500));
  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> knobs = new LinkedHashMap<>();
  private final Map<String, JsonObject> faults = new LinkedHashMap<>();
  private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
  private final Map<String, JsonArray> traces = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger ids = new AtomicInteger();

  /** Set to keep one request of the gateway in flight for ever. */
  boolean leaks;

  static Future<EchoLab> start() {
    var lab = new EchoLab();
    return Future.all(lab.serve("gateway"), lab.serve("service-a"), lab.serve("service-b"))
        .map(lab);
  }

  Future<Void> stop() {
    return vertx.close();
  }

  JsonObject knobsOf(String service) {
    return knobs.getOrDefault(service, new JsonObject());
  }

  JsonObject faultsOf(String service) {
    return faults.getOrDefault(service, new JsonObject());
  }

  private Future<?> serve(String service) {
    knobs.put(
        service,
        new JsonObject().put("variant", "chain").put("work", true).put("hop.timeout_ms", 2000));
    faults.put(service, new JsonObject().put("hang", false));
    inFlight.put(service, new AtomicInteger());
    return vertx
        .createHttpServer()
        .requestHandler(request -> route(service, request))
        .listen(0, "127.0.0.1")
        .onSuccess(server -> ports.put(service, server.actualPort()));
  }

  private void route(String service, HttpServerRequest request) {
    switch (request.path()) {
      case "/admin/knobs" -> admin(knobsOf(service), request);
      case "/admin/faults" -> admin(faultsOf(service), request);
      case "/admin/traces" -> request.response().end(traces().toBuffer());
      case "/admin/telemetry" ->
          request.response().end(new JsonObject().put("delay_ms", 0).toBuffer());
      case "/metrics" -> request.response().end(metrics(service));
      default -> {
        if (request.path().startsWith("/admin/traces/")) {
          request.response().end(trace(request.path().substring(14)).toBuffer());
        } else {
          work(service, request);
        }
      }
    }
  }

  private void admin(JsonObject values, HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      request.response().end(new JsonObject().put("values", values).toBuffer());
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              var changes = body.toJsonObject();
              boolean known = values.fieldNames().containsAll(changes.fieldNames());
              if (known) {
                values.mergeIn(changes);
              }
              request.response().setStatusCode(known ? 200 : 422).end(changes.toBuffer());
            });
  }

  private void work(String service, HttpServerRequest request) {
    var trace = Optional.ofNullable(request.getHeader("trace")).orElse("t" + ids.incrementAndGet());
    var parent = request.getHeader("parent");
    var span = "s" + ids.incrementAndGet();
    long start = System.nanoTime();
    var startedAt = Instant.now();
    inFlight(service).incrementAndGet();
    if (service.equals("gateway")) {
      requests.incrementAndGet();
    }
    (service.equals("gateway") ? gateway(trace, span) : hop(service, trace, span))
        .onComplete(
            answer -> {
              if (!(leaks && service.equals("gateway"))) {
                inFlight(service).decrementAndGet();
              }
              double ms = (System.nanoTime() - start) / 1e6;
              record(trace, span, parent, service, startedAt, ms);
              request
                  .response()
                  .putHeader("X-Trace-Id", trace)
                  .setStatusCode(answer.succeeded() ? 200 : 504)
                  .end(new JsonObject().put("total_duration_ms", ms).toBuffer());
            });
  }

  private Future<?> gateway(String trace, String span) {
    var own = knobsOf("gateway");
    var answer =
        switch (own.getString("variant")) {
          case "fanout" ->
              Future.all(call("service-a", trace, span), call("service-b", trace, span));
          case "dark" -> call("service-a", null, null);
          default -> call("service-a", trace, span);
        };
    return answer.timeout(own.getLong("hop.timeout_ms"), TimeUnit.MILLISECONDS);
  }

  private Future<?> hop(String service, String trace, String span) {
    if (faultsOf(service).getBoolean("hang")) {
      return vertx.timer(1500);
    }
    var variant = knobsOf("gateway").getString("variant");
    long ms = service.equals("service-a") ? 30 + random.nextInt(41) : 20 + random.nextInt(31);
    Future<?> worked =
        knobsOf(service).getBoolean("work") ? vertx.timer(ms) : Future.succeededFuture();
    if (!service.equals("service-a") || variant.equals("fanout")) {
      return worked;
    }
    return worked.compose(
        done ->
            variant.equals("dark")
                ? call("service-b", null, null)
                : call("service-b", trace, span));
  }

  private Future<Buffer> call(String service, @Nullable String trace, @Nullable String parent) {
    var options =
        new RequestOptions().setHost("127.0.0.1").setPort(port(service)).setURI("/process");
    if (trace != null && parent != null) {
      options.putHeader("trace", trace).putHeader("parent", parent);
    }
    return client.request(options).compose(ready -> ready.send()).compose(reply -> reply.body());
  }

  private void record(
      String trace,
      String span,
      @Nullable String parent,
      String service,
      Instant startedAt,
      double ms) {
    traces
        .computeIfAbsent(trace, first -> new JsonArray())
        .add(
            new JsonObject()
                .put("spanId", span)
                .put("parentSpanId", parent)
                .put("service", service)
                .put("name", "GET /process")
                .put("kind", "SERVER")
                .put("start", startedAt.toString())
                .put("duration_ms", ms)
                .put("status", "UNSET"));
  }

  private JsonArray traces() {
    var all = new JsonArray();
    traces.keySet().forEach(id -> all.add(trace(id)));
    return all;
  }

  private JsonObject trace(String id) {
    return new JsonObject()
        .put("traceId", id)
        .put("spans", traces.getOrDefault(id, new JsonArray()));
  }

  private String metrics(String service) {
    return "# TYPE lab_inflight gauge\nlab_inflight{service=\"%s\"} %d\nlab_requests_total %d\n"
        .formatted(service, inFlight(service).get(), requests.get());
  }

  private AtomicInteger inFlight(String service) {
    return inFlight.computeIfAbsent(service, first -> new AtomicInteger());
  }

  private int port(String service) {
    return ports.getOrDefault(service, 1);
  }

  @Override
  public String kind() {
    return "embedded";
  }

  @Override
  public Set<String> services() {
    return Set.copyOf(ports.keySet());
  }

  @Override
  public URI base(String service) {
    return URI.create("http://127.0.0.1:" + port(service));
  }

  @Override
  public Optional<URI> console() {
    return Optional.of(base("gateway"));
  }

  @Override
  public boolean embedded() {
    return true;
  }

  @Override
  public Future<Void> kill(String service) {
    return done("kill " + service);
  }

  @Override
  public Future<Void> restart(String service) {
    return done("restart " + service);
  }

  @Override
  public Future<Void> pause(String service) {
    return done("pause " + service);
  }

  @Override
  public Future<Void> resume(String service) {
    return done("resume " + service);
  }

  private Future<Void> done(String deed) {
    deeds.add(deed);
    return Future.succeededFuture();
  }
}
