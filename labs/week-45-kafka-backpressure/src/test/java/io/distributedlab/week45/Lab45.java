package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.testing.RunningLab;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The lab on real servers, and what the tests ask of it. Its sink is fast: 5 ms. */
final class Lab45 {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final RunningLab lab = RunningLab.start(new Week45Lab());

  Lab45() {
    knobs("{\"processing_ms\":5,\"lag_poll_ms\":50,\"session_timeout_ms\":1000}");
    until(() -> partitions("consumer-1") == 6);
    until(() -> lab.get("lag-monitor", "/lag").statusCode() == 200);
  }

  void stop() {
    lab.stop();
    client.close();
  }

  void knobs(String json) {
    var changed = lab.put("producer", "/admin/knobs", json);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  JsonObject get(String service, String path) {
    return ok(lab.get(service, path));
  }

  JsonArray list(String service, String path) {
    return new JsonArray(lab.get(service, path).body());
  }

  JsonObject post(String service, String path, String json) {
    return ok(send("POST", service, path, json));
  }

  HttpResponse<String> send(String method, String service, String path, String json) {
    var request =
        HttpRequest.newBuilder(URI.create(lab.deployment().base(service) + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString()).join();
  }

  int partitions(String consumer) {
    return get(consumer, "/stats").getJsonArray("partitions").size();
  }

  /** Changes knobs that consumers are made with; done when a new one has all partitions. */
  void remade(String json) {
    var before = owner();
    knobs(json);
    until(() -> !owner().isEmpty() && !owner().equals(before));
    until(() -> partitions("consumer-1") == 6);
  }

  private String owner() {
    var partitions = get("lag-monitor", "/lag").getJsonArray("per_partition");
    return partitions.getJsonObject(0).getString("owner");
  }

  /** Everything that was produced is processed and committed. */
  void drained() {
    var from = System.currentTimeMillis();
    until(
        () -> {
          var lag = get("lag-monitor", "/lag");
          return lag.getLong("at_ms") > from && lag.getLong("total") == 0;
        });
  }

  static void until(BooleanSupplier holds) {
    var started = System.nanoTime();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(20));
      LockSupport.parkNanos(2_000_000);
    }
  }

  private static JsonObject ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }
}
