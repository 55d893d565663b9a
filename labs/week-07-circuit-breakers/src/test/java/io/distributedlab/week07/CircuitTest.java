package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.knobs.Knob;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The circuit as a caller meets it, over HTTP. */
class CircuitTest extends LabUnderTest {
  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyPolicyPassesOnWhatAHealthyBackendAnswers(Variant variant) {
    var response = lab.get("client", "/api/data", "X-Lab-Variant", Knob.wireName(variant));
    assertThat(response.statusCode()).isEqualTo(200);
    var reply = json(response);
    assertThat(reply.fieldNames())
        .containsExactly("circuit_state", "backend_response", "latency_ms", "source", "age_ms");
    assertThat(reply.getString("circuit_state")).isEqualTo("closed");
    assertThat(reply.getJsonObject("backend_response").getLong("work_ms")).isBetween(10L, 50L);
  }

  @Test
  void aFailureIs503WithTypeStateAndCount() {
    failBoth("{\"mode\":\"failing\"}");
    var response = data();
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(type(response)).isEqualTo("backend-error");
    assertThat(json(response).getString("state")).isEqualTo("closed");
    assertThat(json(response).getInteger("failure_count")).isEqualTo(1);
    assertThat(json(response).getString("target")).isEqualTo("backend-1");
  }

  @Test
  void fiveFailuresOpenTheCircuitAndTheSixthCallIsRefusedAtOnce() {
    failBoth("{\"mode\":\"failing\"}");
    assertThat(data(5)).allMatch(response -> type(response).equals("backend-error"));
    var arrivals = arrivals();
    var refused = data();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(type(refused)).isEqualTo("circuit-open");
    assertThat(json(refused).getString("state")).isEqualTo("open");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
    assertThat(arrivals()).isEqualTo(arrivals);
  }

  @Test
  void retryAfterIsWhatRemains() {
    knobs("{\"policy\":\"window\",\"open.ms\":10000}");
    failBoth("{\"mode\":\"failing\"}");
    data(10);
    var refused = json(data());
    var remaining = refused.getLong("remaining_ms");
    assertThat(remaining).isBetween(7_000L, 12_000L);
    assertThat(refused.getLong("retry_after_s")).isEqualTo((remaining + 999) / 1000);
  }

  @Test
  void opensHalfOpensAndCloses() {
    knobs("{\"timeout_seconds\":1}");
    failBoth("{\"mode\":\"failing\"}");
    data(5);
    assertThat(state()).isEqualTo("open");
    failBoth("{\"mode\":\"healthy\"}");
    until(() -> status("client").getLong("retry_after_ms") == 0);
    assertThat(json(data()).getString("circuit_state")).isEqualTo("half-open");
    assertThat(json(data()).getString("circuit_state")).isEqualTo("half-open");
    assertThat(json(data()).getString("circuit_state")).isEqualTo("closed");
  }

  @Test
  void theStatusTellsCountsThresholdsAndTimes() {
    failBoth("{\"mode\":\"failing\"}");
    data(2);
    var status = status("client");
    assertThat(status.getString("policy")).isEqualTo("consecutive");
    assertThat(status.getInteger("failure_count")).isEqualTo(2);
    assertThat(status.getInteger("failure_threshold")).isEqualTo(5);
    assertThat(status.getInteger("success_threshold")).isEqualTo(3);
    assertThat(status.getInteger("timeout_seconds")).isEqualTo(30);
    assertThat(status.getString("last_failure_time")).isNotNull();
    assertThat(status.getString("last_state_change")).isNotNull();
    assertThat(status.getDouble("seconds_since_state_change")).isBetween(0.0, 10.0);
  }

  @Test
  void aResetCloses() {
    failBoth("{\"mode\":\"failing\"}");
    data(5);
    var reset = lab.post("client", "/circuit/reset", "{}");
    assertThat(json(reset).getString("circuit_state")).isEqualTo("closed");
    assertThat(json(reset).getInteger("failure_count")).isZero();
    assertThat(type(data())).isEqualTo("backend-error");
  }

  @Test
  void configReplacesTheBreakersOfAllClients() {
    failBoth("{\"mode\":\"failing\"}");
    data(5);
    IntStream.range(0, 5).forEach(i -> lab.get("client-2", "/api/data"));
    var reply = json(lab.post("client", "/circuit/config", "{\"failure_threshold\":2}"));
    assertThat(reply.getString("circuit_state")).isEqualTo("closed");
    assertThat(reply.getInteger("failure_threshold")).isEqualTo(2);
    assertThat(reply.getInteger("timeout_seconds")).isEqualTo(30);
    assertThat(status("client-2").getString("circuit_state")).isEqualTo("closed");
    data(2);
    assertThat(state()).isEqualTo("open");
  }

  @Test
  void putAdminBreakerSetsThePolicy() {
    var reply =
        lab.put("client", "/admin/breaker", "{\"policy\":\"per-instance\",\"open.ms\":500}");
    assertThat(reply.statusCode()).isEqualTo(200);
    var circuits = status("client-2").getJsonArray("breakers");
    assertThat(circuits.stream().map(circuit -> ((JsonObject) circuit).getString("target")))
        .containsExactly("backend-1", "backend-2");
  }

  @Test
  void aBatchCallsOneAfterTheOther() {
    failBoth("{\"mode\":\"failing\"}");
    var batch = json(lab.get("client", "/api/data/batch?count=7"));
    assertThat(batch.getInteger("count")).isEqualTo(7);
    assertThat(batch.getInteger("success")).isZero();
    assertThat(batch.getInteger("failed")).isEqualTo(5);
    assertThat(batch.getInteger("rejected")).isEqualTo(2);
    var last = batch.getJsonArray("calls").getJsonObject(6);
    assertThat(last.getInteger("call")).isEqualTo(7);
    assertThat(last.getString("result")).isEqualTo("rejected");
    assertThat(last.getString("type")).isEqualTo("circuit-open");
    assertThat(last.getString("state")).isEqualTo("open");
  }

  @Test
  void halfOpenAdmitsExactlyThree() {
    knobs("{\"policy\":\"window\",\"open.ms\":200,\"slots\":60}");
    assertThat(admittedInHalfOpen()).isEqualTo(3);
    assertThat(state()).isEqualTo("closed");
  }

  @Test
  void naiveHalfOpenAdmitsAll() {
    knobs("{\"policy\":\"consecutive\",\"timeout_seconds\":1,\"slots\":60}");
    assertThat(admittedInHalfOpen()).isGreaterThanOrEqualTo(40);
  }

  /** Opens the circuit, waits until a probe may pass, then lets fifty callers ask at once. */
  private static long admittedInHalfOpen() {
    failBoth("{\"mode\":\"failing\"}");
    data(10);
    assertThat(state()).isEqualTo("open");
    failBoth("{\"mode\":\"slow\",\"slow_latency_ms\":200}");
    until(() -> status("client").getLong("retry_after_ms") == 0);
    try (var crowd = Crowd.of(50, lab.deployment().base("client").resolve("/api/data"))) {
      return 50 - crowd.told("circuit-open");
    }
  }

  @Test
  void resultsOfAnEarlierGenerationAreIgnored() {
    knobs("{\"policy\":\"window\",\"open.ms\":100,\"timeout.ms\":2000,\"slots\":60}");
    failBoth("{\"mode\":\"hang\"}");
    var arrivals = arrivals();
    var ignored = metric("client", "lab07_ignored_total", "generation");
    try (var crowd = Crowd.of(20, lab.deployment().base("client").resolve("/api/data"))) {
      until(() -> arrivals() == arrivals + 20);
      failBoth("{\"mode\":\"failing\"}");
      data(10);
      failBoth("{\"mode\":\"healthy\"}");
      until(() -> status("client").getLong("retry_after_ms") == 0);
      data(3);
      assertThat(state()).isEqualTo("closed");
      var generation = generation();
      assertThat(crowd.told("backend-timeout")).isEqualTo(20);
      assertThat(state()).isEqualTo("closed");
      assertThat(generation()).isEqualTo(generation);
      assertThat(metric("client", "lab07_ignored_total", "generation")).isEqualTo(ignored + 20);
    }
  }

  @Test
  void perInstancePassesOverTheBrokenBackend() {
    knobs("{\"policy\":\"per-instance\",\"open.ms\":60000}");
    fail("backend-1", "{\"mode\":\"failing\"}");
    data(20);
    assertThat(data(10)).allMatch(response -> response.statusCode() == 200);
    assertThat(state()).isEqualTo("closed");
  }

  @Test
  void aSharedWindowTurnsHalfAnOutageIntoAWholeOne() {
    knobs("{\"policy\":\"window\",\"open.ms\":60000}");
    fail("backend-1", "{\"mode\":\"failing\"}");
    data(10);
    assertThat(data(10)).allMatch(response -> type(response).equals("circuit-open"));
  }

  @Test
  void theThrottleGoesOnProbing() {
    knobs("{\"policy\":\"throttle\"}");
    failBoth("{\"mode\":\"failing\"}");
    var types = data(100).stream().map(LabUnderTest::type).toList();
    assertThat(types).contains("circuit-open", "backend-error");
    assertThat(types.stream().filter("circuit-open"::equals)).hasSizeGreaterThan(70);
  }

  @Test
  void theBreakerOfVertxOpensAndCloses() {
    knobs("{\"policy\":\"vertx\",\"open.ms\":300}");
    failBoth("{\"mode\":\"failing\"}");
    data(5);
    assertThat(type(data())).isEqualTo("circuit-open");
    failBoth("{\"mode\":\"healthy\"}");
    until(() -> state().equals("half-open"));
    assertThat(json(data()).getString("circuit_state")).isEqualTo("closed");
  }

  @Test
  void aHintAndOneOwnFailureOpenTheOtherClient() {
    knobs("{\"policy\":\"gossip\",\"open.ms\":5000}");
    fail("backend-1", "{\"mode\":\"failing\"}");
    assertThat(IntStream.range(0, 2).mapToObj(i -> lab.get("client-2", "/api/data").statusCode()))
        .containsExactly(503, 200);
    data(20);
    until(() -> circuit("client-2", 0).getString("state").equals("open"));
    assertThat(circuit("client-2", 0).getLong("remaining_ms"))
        .isLessThanOrEqualTo(circuit("client", 0).getLong("remaining_ms") + 500);
    assertThat(metric("client-2", "lab07_transitions_total", "reason=\"gossip\"")).isOne();
  }

  private static JsonObject circuit(String client, int index) {
    return status(client).getJsonArray("breakers").getJsonObject(index);
  }

  private static long generation() {
    return circuit("client", 0).getLong("generation");
  }

  private static double arrivals() {
    return metric("backend-1", "lab07_backend_arrivals_total")
        + metric("backend-2", "lab07_backend_arrivals_total");
  }
}
