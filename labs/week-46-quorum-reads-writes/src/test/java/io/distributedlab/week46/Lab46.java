package io.distributedlab.week46;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.testing.RunningLab;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The lab on free ports, and what these tests ask of it. Blocks: for test threads. */
final class Lab46 {
  private static final long LIMIT_SECONDS = 20;
  private static final List<String> COORDINATORS = List.of("coordinator-1", "coordinator-2");

  final RunningLab running = RunningLab.start(new Week46Lab());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  void stop() {
    running.stop();
    client.close();
  }

  /** Everything as after the start, and the replicas take no time. */
  void calm() {
    COORDINATORS.forEach(name -> expect(200, send("DELETE", name, "/admin/faults", "")));
    Replicas.NAMES.forEach(name -> expect(200, send("DELETE", name, "/admin/faults", "")));
    knobs(Week46Knobs.SCHEMA.initial().toJson().put("latency_scale", 0));
    until(() -> sum(COORDINATORS, "lab_inflight") + sum(COORDINATORS, "quorum_late") == 0);
    Replicas.NAMES.forEach(name -> expect(204, send("DELETE", name, "/data", "")));
    running.store().clear();
  }

  void knobs(JsonObject values) {
    expect(200, send("PUT", "coordinator-1", "/admin/knobs", values.encode()));
  }

  void quorum(int n, int r, int w) {
    knobs(new JsonObject().put("n", n).put("r", r).put("w", w));
  }

  void fault(String service, String name, Object value) {
    expect(200, send("PUT", service, "/admin/faults", new JsonObject().put(name, value).encode()));
  }

  HttpResponse<String> put(String coordinator, Strategy strategy, String key, String value) {
    return join(putting(coordinator, strategy, key, value));
  }

  /** A write under way. */
  CompletableFuture<HttpResponse<String>> putting(
      String coordinator, Strategy strategy, String key, String value) {
    var body = new JsonObject().put("value", value).encode();
    return client.sendAsync(
        as(strategy, request(coordinator, "/kv/" + key))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> get(String coordinator, Strategy strategy, String key) {
    return send(as(strategy, request(coordinator, "/kv/" + key)).GET().build());
  }

  HttpResponse<String> delete(String coordinator, Strategy strategy, String key) {
    return send(as(strategy, request(coordinator, "/kv/" + key)).DELETE().build());
  }

  HttpResponse<String> get(String service, String path) {
    return send(request(service, path).GET().build());
  }

  HttpResponse<String> send(String method, String service, String path, String json) {
    return send(
        request(service, path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build());
  }

  /** What one replica holds; null when it holds nothing. */
  @Nullable JsonObject at(String replica, String key) {
    var response = get(replica, "/kv/" + key);
    return response.statusCode() == 404 ? null : json(expect(200, response));
  }

  /** How many replicas hold this value. */
  long holding(String key, String value) {
    return Replicas.NAMES.stream()
        .map(replica -> at(replica, key))
        .filter(held -> held != null && value.equals(held.getString("value")))
        .count();
  }

  /** Puts an entry into one replica by hand. */
  void plant(String replica, String key, String value, Tag tag) {
    var body = new JsonObject().put("value", value).put("version", tag.toString());
    expect(200, send("PUT", replica, "/kv/" + key, body.encode()));
  }

  double metric(String service, String name, String... labels) {
    return get(service, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  double sum(List<String> services, String name, String... labels) {
    return services.stream().mapToDouble(service -> metric(service, name, labels)).sum();
  }

  void kill(String service) {
    await(running.deployment().kill(service));
  }

  void restart(String service) {
    await(running.deployment().restart(service));
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  static Tag version(HttpResponse<String> response) {
    return Tag.parse(json(response).getString("version"));
  }

  static HttpResponse<String> expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return response;
  }

  static <T> T join(CompletableFuture<T> future) {
    return future.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  static void until(BooleanSupplier holds) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + LIMIT_SECONDS + " s");
      }
    }
  }

  private static void await(Future<Void> future) {
    join(future.toCompletionStage().toCompletableFuture());
  }

  private static HttpRequest.Builder as(Strategy strategy, HttpRequest.Builder request) {
    return request.header(Knobs.VARIANT_HEADER, Knob.wireName(strategy));
  }

  private HttpRequest.Builder request(String service, String path) {
    return HttpRequest.newBuilder(URI.create(running.deployment().base(service) + path))
        .timeout(Duration.ofSeconds(LIMIT_SECONDS));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request + " failed", e);
    }
  }
}
