package io.distributedlab.week29;

import io.distributedlab.runner.LabDescriptor;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The lab on free ports, and what these tests ask of it. Blocks: for test threads. */
final class Lab29 implements AutoCloseable {
  static final String BASKET =
      """
      {"customer_id":"c-1","items":[
        {"product_id":"p-1","name":"Laptop","quantity":1,"price":1000},
        {"product_id":"p-2","name":"Mouse","quantity":2,"price":250}]}""";

  private static final long LIMIT_SECONDS = 20;
  private static final List<String> SERVICES =
      List.of("order", "orchestrator", "inventory", "payment", "shipping");

  final RunningLab running;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Lab29() {
    this(new Week29Lab().descriptor());
  }

  Lab29(LabDescriptor lab) {
    this.running = RunningLab.start(lab);
  }

  @Override
  public void close() {
    running.stop();
    client.close();
  }

  /** Everything as after the start, once all sagas have ended. */
  void calm() {
    SERVICES.stream().filter(name -> !reachable(name)).forEach(this::restart);
    SERVICES.forEach(name -> expect(200, send("DELETE", name, "/admin/faults", "")));
    knobs(Week29Knobs.SCHEMA.initial().toJson());
    until(() -> clears("orchestrator", "/sagas") && clears("order", "/orders"));
    until(
        () ->
            clears("inventory", "/reservations")
                && clears("payment", "/transactions")
                && clears("shipping", "/shipments"));
    running.store().clear();
  }

  /** Sets knobs everywhere, the orchestrator included. */
  void knobs(JsonObject values) {
    expect(200, send("PUT", "order", "/admin/knobs", values.encode()));
    expect(200, send("PUT", "orchestrator", "/admin/knobs", values.encode()));
  }

  void fault(String service, String name, Object value) {
    expect(200, send("PUT", service, "/admin/faults", new JsonObject().put(name, value).encode()));
  }

  /** Places an order and waits for the end of its saga. */
  JsonObject order(String variant) {
    return json(send("POST", "order", "/orders?wait=8000", BASKET, "X-Lab-Variant", variant));
  }

  /** Places an order and does not wait. */
  JsonObject begin(String variant) {
    return json(expect(202, send("POST", "order", "/orders", BASKET, "X-Lab-Variant", variant)));
  }

  JsonObject saga(String orderId) {
    return json(get("order", "/orders/" + orderId + "/saga"));
  }

  void untilState(String orderId, String state) {
    until(() -> state.equals(saga(orderId).getString("state")));
  }

  JsonObject invariants() {
    return json(expect(200, get("order", "/invariants")));
  }

  JsonObject product(String id) {
    return array(get("inventory", "/products")).stream()
        .map(JsonObject.class::cast)
        .filter(product -> product.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  JsonArray transactions() {
    return array(get("payment", "/transactions"));
  }

  HttpResponse<String> get(String service, String path) {
    return send(request(service, path).GET().build());
  }

  HttpResponse<String> post(String service, String path, JsonObject body) {
    return send("POST", service, path, body.encode());
  }

  HttpResponse<String> command(String service, String path, UUID key, JsonObject body) {
    return send("POST", service, path, body.encode(), Participant.KEY, key.toString());
  }

  HttpResponse<String> send(
      String method, String service, String path, String json, String... headers) {
    var request =
        request(service, path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json));
    return send((headers.length == 0 ? request : request.headers(headers)).build());
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

  boolean reachable(String service) {
    try {
      return get(service, "/ready").statusCode() == 200;
    } catch (AssertionError gone) {
      return false;
    }
  }

  void kill(String service) {
    await(running.deployment().kill(service));
  }

  void restart(String service) {
    await(running.deployment().restart(service));
  }

  void pause(String service) {
    await(running.deployment().pause(service));
  }

  void resume(String service) {
    await(running.deployment().resume(service));
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  static JsonArray array(HttpResponse<String> response) {
    return new JsonArray(response.body());
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
      LockSupport.parkNanos(2_000_000);
    }
  }

  private boolean clears(String service, String path) {
    return send("DELETE", service, path, "").statusCode() == 204;
  }

  private static void await(Future<Void> future) {
    future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
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
