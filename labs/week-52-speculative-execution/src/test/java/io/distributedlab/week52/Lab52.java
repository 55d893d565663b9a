package io.distributedlab.week52;

import io.distributedlab.testing.RunningLab;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The lab on free ports, and what these tests ask of it. Blocks: for test threads. */
final class Lab52 {
  private static final long LIMIT_SECONDS = 20;

  final RunningLab running = RunningLab.start(new Week52Lab());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  void stop() {
    running.stop();
    client.close();
  }

  /** Everything as after the start. */
  void calm() {
    knobs(Week52Knobs.SCHEMA.initial().toJson());
    for (var backend : Backends.NAMES) {
      put(
          backend,
          "/admin/faults",
          new JsonObject().put("error_rate", 0).put("latency_ms", 0).put("hang", false));
      config(
          backend,
          new JsonObject()
              .put("p50_ms", 30)
              .put("p95_ms", 100)
              .put("p99_ms", 300)
              .put("force_slow", false)
              .put("force_slow_ms", 500));
    }
    post("hedger", "/admin/reset-stats", new JsonObject());
    running.store().clear();
  }

  void knobs(JsonObject values) {
    expect(200, put("frontend", "/admin/knobs", values));
  }

  void knob(String name, Object value) {
    knobs(new JsonObject().put(name, value));
  }

  /** Sets how one backend works. */
  void config(String backend, JsonObject values) {
    expect(200, post(backend, "/admin/config", values));
  }

  /** Every request of this backend takes so long. */
  void slow(String backend, int ms) {
    config(backend, new JsonObject().put("force_slow", true).put("force_slow_ms", ms));
  }

  void slowAll(int ms) {
    Backends.NAMES.forEach(backend -> slow(backend, ms));
  }

  HttpResponse<String> get(String service, String path, String... headers) {
    return send(request(service, path, headers).GET().build());
  }

  HttpResponse<String> put(String service, String path, JsonObject body) {
    return send(json(request(service, path)).PUT(BodyPublishers.ofString(body.encode())).build());
  }

  HttpResponse<String> post(String service, String path, JsonObject body, String... headers) {
    return send(
        json(request(service, path, headers)).POST(BodyPublishers.ofString(body.encode())).build());
  }

  /** A request under way, to be awaited or left. */
  CompletableFuture<HttpResponse<String>> begin(String service, String path, String... headers) {
    return client.sendAsync(request(service, path, headers).GET().build(), BodyHandlers.ofString());
  }

  /** What the hedger says about one item. */
  JsonObject item(Variant variant) {
    var response = get("frontend", "/api/items/7?strategy=" + Hedged.tag(variant));
    return new JsonObject(expect(200, response).body()).getJsonObject("result");
  }

  List<JsonObject> items(Variant variant, int times) {
    return java.util.stream.Stream.generate(() -> item(variant)).limit(times).toList();
  }

  /** Sum of all series of a metric whose line has these labels. */
  double metric(String service, String name, String... labels) {
    return get(service, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  double atBackends(String name, String... labels) {
    return Backends.NAMES.stream().mapToDouble(backend -> metric(backend, name, labels)).sum();
  }

  static HttpResponse<String> expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return response;
  }

  static void until(BooleanSupplier holds) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + LIMIT_SECONDS + " s");
      }
    }
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request) {
    return request.header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String service, String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(running.deployment().base(service) + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request + " failed", e);
    }
  }
}
