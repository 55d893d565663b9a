package io.distributedlab.week12;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.testing.RunningLab;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The lab on free ports, and what these tests ask of it. Blocks: for test threads. */
final class Lab12 {
  private static final long LIMIT_SECONDS = 20;

  final RunningLab running = RunningLab.start(new Week12Lab());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  void stop() {
    running.stop();
    client.close();
  }

  /** Everything as after the start, with an empty cache and a database that takes no extra time. */
  void calm() {
    Owners.NAMES.forEach(api -> expect(200, send("DELETE", api, "/admin/faults", "")));
    expect(200, send("DELETE", "redis-proxy", "/admin/faults", ""));
    knobs(Week12Knobs.SCHEMA.initial().toJson().put("extra_ms", 0));
    until(() -> sum("lab_inflight") + sum("cache_loads_concurrent") == 0);
    until(() -> sum("cache_subscribed") == Owners.NAMES.size());
    expect(200, send("DELETE", "api-1", "/cache", ""));
    forgetLoads();
    running.store().clear();
  }

  void forgetLoads() {
    Owners.NAMES.forEach(api -> expect(204, send("DELETE", api, "/admin/loads", "")));
  }

  void knobs(JsonObject values) {
    expect(200, send("PUT", "api-1", "/admin/knobs", values.encode()));
  }

  void knob(String name, Object value) {
    knobs(new JsonObject().put(name, value));
  }

  void fault(String service, String name, Object value) {
    expect(200, send("PUT", service, "/admin/faults", new JsonObject().put(name, value).encode()));
  }

  void faults(String name, Object value) {
    Owners.NAMES.forEach(api -> fault(api, name, value));
  }

  HttpResponse<String> get(String api, Variant strategy, String id) {
    return join(getting(api, strategy, id));
  }

  /** A request under way. */
  CompletableFuture<HttpResponse<String>> getting(String api, Variant strategy, String id) {
    var path = "/product/" + id + "?strategy=" + Knob.wireName(strategy);
    return client.sendAsync(request(api, path).GET().build(), BodyHandlers.ofString());
  }

  /** So many requests at once, spread over the instances. */
  List<CompletableFuture<HttpResponse<String>>> herd(int size, Variant strategy, String id) {
    var herd = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < size; i++) {
      herd.add(getting(Owners.NAMES.get(i % Owners.NAMES.size()), strategy, id));
    }
    return herd;
  }

  HttpResponse<String> price(String api, String id, long cents) {
    var body = new JsonObject().put("price_cents", cents).encode();
    return expect(200, send("PUT", api, "/product/" + id, body));
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

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request + " failed", e);
    }
  }

  HttpRequest.Builder request(String service, String path) {
    return HttpRequest.newBuilder(URI.create(running.deployment().base(service) + path))
        .timeout(Duration.ofSeconds(LIMIT_SECONDS));
  }

  /** Loads of all instances since they were forgotten. */
  List<JsonObject> loads() {
    return Owners.NAMES.stream()
        .flatMap(api -> new JsonArray(get(api, "/admin/loads").body()).stream())
        .map(JsonObject.class::cast)
        .toList();
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

  /** A metric of all instances together. */
  double sum(String name, String... labels) {
    return Owners.NAMES.stream().mapToDouble(api -> metric(api, name, labels)).sum();
  }

  /** How many wait at a fault point of an instance. */
  int waitingAt(String api, String point) {
    return new JsonArray(get(api, "/admin/faults/points").body())
        .stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("name").equals(point))
            .mapToInt(one -> one.getInteger("waiting"))
            .sum();
  }

  int waitingAtAll(String point) {
    return Owners.NAMES.stream().mapToInt(api -> waitingAt(api, point)).sum();
  }

  void kill(String name) {
    await(running.deployment().kill(name));
  }

  void restart(String name) {
    await(running.deployment().restart(name));
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  static String status(HttpResponse<String> response) {
    return json(expect(200, response)).getString("cache_status");
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

  static <T> List<T> joinAll(List<CompletableFuture<T>> all) {
    return all.stream().map(Lab12::join).toList();
  }

  static void until(BooleanSupplier holds) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + LIMIT_SECONDS + " s");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  private static void await(Future<Void> future) {
    join(future.toCompletionStage().toCompletableFuture());
  }
}
