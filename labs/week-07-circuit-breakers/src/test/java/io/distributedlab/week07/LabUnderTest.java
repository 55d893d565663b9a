package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.testing.RunningLab;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The lab on real sockets and a real cluster, healthy and at its defaults before every test. */
abstract class LabUnderTest {
  private static final JsonObject DEFAULTS = Week07Knobs.SCHEMA.initial().toJson();

  static RunningLab lab;

  @BeforeAll
  static void start() {
    lab = RunningLab.start(new Week07Lab());
  }

  @AfterAll
  static void stop() {
    lab.stop();
  }

  @BeforeEach
  void calm() {
    knobs(DEFAULTS.encode());
    fail("backend-1", "{\"mode\":\"healthy\"}");
    fail("backend-2", "{\"mode\":\"healthy\"}");
    lab.put("client", "/admin/faults", "{\"link.backend-1\":\"pass\",\"link.backend-2\":\"pass\"}");
    until(
        () ->
            metric("client", "lab07_slots_used") == 0 && metric("backend-1", "lab_inflight") == 0);
    lab.store().clear();
  }

  static void knobs(String json) {
    assertThat(lab.put("client", "/admin/knobs", json).statusCode()).as(json).isEqualTo(200);
  }

  static void fail(String backend, String json) {
    assertThat(lab.post(backend, "/admin/failure", json).statusCode()).isEqualTo(200);
  }

  static void failBoth(String json) {
    fail("backend-1", json);
    fail("backend-2", json);
  }

  static HttpResponse<String> data() {
    return lab.get("client", "/api/data");
  }

  static List<HttpResponse<String>> data(int count) {
    return IntStream.range(0, count).mapToObj(i -> data()).toList();
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  /** The problem type of an answer, {@code ok} of one that is none. */
  static String type(HttpResponse<String> response) {
    return response.statusCode() < 300
        ? "ok"
        : json(response).getString("type").substring("/problems/".length());
  }

  static JsonObject status(String client) {
    return json(lab.get(client, "/circuit/status"));
  }

  static String state() {
    return status("client").getString("circuit_state");
  }

  static String traceId(HttpResponse<String> response) {
    return response.headers().firstValue("X-Trace-Id").orElseThrow();
  }

  /** Sum of all series of a metric whose labels contain this text. */
  static double metric(String service, String name, String... labels) {
    return lab.get(service, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Waits, at most ten seconds. */
  static void until(BooleanSupplier holds) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waited for ten seconds").isNegative();
      LockSupport.parkNanos(2_000_000);
    }
  }
}
