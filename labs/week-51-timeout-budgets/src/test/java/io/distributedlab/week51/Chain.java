package io.distributedlab.week51;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.testing.RunningLab;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The four services on real sockets, and what the tests ask of them. */
final class Chain {
  static final List<String> SERVICES = List.of("frontend", "service-a", "service-b", "service-c");

  /** Short work, so that tests are short: 10, 20, 30, 40 ms. The default is 50, 100, 150, 200. */
  private static final String CALM =
      """
      {"variant":"enforce","transport":"http","budget_ms":1000,"max_budget_ms":10000,
       "hop_allowance_ms":20,"margin_ms":20,"est.floor_ms":0,
       "frontend.work_ms":10,"a.work_ms":20,"b.work_ms":30,"c.work_ms":40,
       "a.mode":"propagate","b.mode":"propagate","c.mode":"propagate",
       "c.slow_ms":0,"c.slow_share":1,"c.capacity":8,"c.queue":10000}\
      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final RunningLab lab;

  /** Started and warm: a JVM that does something for the first time is late for deadlines. */
  Chain() {
    lab = RunningLab.start(new Week51Lab(Chain::policy));
    calm();
    for (var variant : DeadlineVariant.values()) {
      process(variant, 5000);
      process(variant, 80);
    }
    until(this::atRest);
  }

  /** Without the luck of a refusal that is not carried out. */
  private static DeadlinePolicy policy(DeadlineVariant variant) {
    return variant == DeadlineVariant.ADMIT ? new Admit(() -> 0.5) : DeadlinePolicy.of(variant);
  }

  void stop() {
    lab.stop();
    client.close();
  }

  /** Knobs and faults as they were, nothing learned, nothing recorded. */
  void calm() {
    knobs(CALM);
    for (var service : SERVICES) {
      fault(service, "{\"clock_offset_ms\":0,\"hang\":false,\"error_rate\":0}");
      assertThat(send("DELETE", service, "/admin/estimates", "").statusCode()).isEqualTo(204);
    }
    lab.store().clear();
  }

  void knobs(String json) {
    assertThat(lab.put("frontend", "/admin/knobs", json).statusCode()).isEqualTo(200);
  }

  void fault(String service, String json) {
    assertThat(lab.put(service, "/admin/faults", json).statusCode()).isEqualTo(200);
  }

  HttpResponse<String> process(DeadlineVariant variant, int budgetMs, String... headers) {
    var all = new String[headers.length + 2];
    all[0] = "X-Lab-Variant";
    all[1] = Knob.wireName(variant);
    System.arraycopy(headers, 0, all, 2, headers.length);
    return lab.get("frontend", "/api/process?budget_ms=" + budgetMs, all);
  }

  /** The same, not waited for: cancelling the future is a client that leaves. */
  CompletableFuture<HttpResponse<String>> processing(DeadlineVariant variant, int budgetMs) {
    var uri = address("frontend", "/api/process?budget_ms=" + budgetMs);
    return client.sendAsync(
        HttpRequest.newBuilder(uri).header("X-Lab-Variant", Knob.wireName(variant)).build(),
        BodyHandlers.ofString());
  }

  /** A request to service-c itself, not waited for. */
  CompletableFuture<HttpResponse<String>> atServiceC(DeadlineVariant variant, int budgetMs) {
    return client.sendAsync(
        HttpRequest.newBuilder(address("service-c", OverHttp.PATH))
            .header("X-Lab-Variant", Knob.wireName(variant))
            .header(Deadline.HEADER, String.valueOf(budgetMs))
            .build(),
        BodyHandlers.ofString());
  }

  /** The same as {@link #process}, and the client leaves at its deadline; done when it has left. */
  void leaveAtDeadline(DeadlineVariant variant, int budgetMs) {
    var uri = address("frontend", "/api/process?budget_ms=" + budgetMs);
    var request =
        HttpRequest.newBuilder(uri)
            .header("X-Lab-Variant", Knob.wireName(variant))
            .timeout(Duration.ofMillis(budgetMs))
            .build();
    assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
  }

  HttpResponse<String> send(String method, String service, String path, String json) {
    var request =
        HttpRequest.newBuilder(address(service, path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString()).join();
  }

  /** Sum of all series of a metric whose line has all of these parts. */
  double metric(String service, String name, String... parts) {
    return lab.get(service, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> Arrays.stream(parts).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  double outcome(String service, String outcome) {
    return metric(service, "deadline_outcome_total", "outcome=\"" + outcome + "\"");
  }

  double workAfter(String service) {
    return metric(service, "work_ms_total", "when=\"after\"");
  }

  /** Slots of service-c in use. */
  double busy() {
    return metric("service-c", "c_slots_busy");
  }

  /** Places taken in the queue of service-c. */
  double queued() {
    return metric("service-c", "c_queue");
  }

  /** Nothing is held anywhere: slots, places in the queue, visits, requests in flight. */
  boolean atRest() {
    return busy() + queued() + sum("deadline_visits") + sum("lab_inflight") == 0;
  }

  static void until(BooleanSupplier holds) {
    var started = System.nanoTime();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  private URI address(String service, String path) {
    return URI.create(lab.deployment().base(service) + path);
  }

  private double sum(String metric) {
    return SERVICES.stream().mapToDouble(service -> metric(service, metric)).sum();
  }
}
