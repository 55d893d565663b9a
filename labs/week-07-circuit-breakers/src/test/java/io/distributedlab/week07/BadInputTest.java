package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is refused by name, and changes nothing. */
class BadInputTest extends LabUnderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy: \"teleport\"",
        "policy: 3",
        "failure_threshold: 0",
        "failure_threshold: 1001",
        "failure_threshold: 2.5",
        "success_threshold: 0",
        "success_threshold: 101",
        "timeout_seconds: 0",
        "timeout_seconds: 3601",
        "window.type: \"forever\"",
        "window.size: 0",
        "window.size: 10001",
        "min.calls: 0",
        "min.calls: 51", // more than window.size
        "failure.rate: 0",
        "failure.rate: 101",
        "slow.rate: 0",
        "slow.rate: 101",
        "slow.ms: 0",
        "slow.ms: 60001",
        "open.ms: 9",
        "open.ms: 600001",
        "halfopen.permits: 0",
        "halfopen.permits: 101",
        "timeout.ms: 0",
        "timeout.ms: 60001",
        "slots: 0",
        "slots: 10001",
        "throttle.k: 0.9",
        "throttle.k: 10.1",
        "throttle.k: \"2\"",
        "window: 5",
      })
  void aBadKnobIs422AndNothingChanges(String bad) {
    var name = bad.substring(0, bad.indexOf(':'));
    var body = "{\"open.ms\":777,\"%s\":%s}".formatted(name, bad.substring(name.length() + 1));
    if (name.equals("open.ms")) {
      body = "{\"slots\":77,\"open.ms\":%s}".formatted(bad.substring(name.length() + 1));
    }
    for (var path : new String[] {"/admin/knobs", "/admin/breaker"}) {
      var refused = lab.put("client", path, body);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(json(refused).getString("name")).isEqualTo(name);
      assertThat(json(refused).getString("allowed")).isNotBlank();
    }
    assertThat(json(lab.get("client-2", "/admin/knobs")).getJsonObject("values"))
        .isEqualTo(Week07Knobs.SCHEMA.initial().toJson());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"failure_threshold\":0}    | 422",
        "{\"success_threshold\":101}  | 422",
        "{\"timeout_seconds\":0}      | 422",
        "{\"timeout_seconds\":\"30\"} | 422",
        "{\"policy\":\"window\"}      | 422", // not one of the three
        "[5,3,30]                     | 400",
        "{\"failure_threshold\":      | 400",
      })
  void badConfig(String body, int status) {
    assertThat(lab.post("client", "/circuit/config", body).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mode\":\"tired\"}         | 422",
        "{\"error_rate\":1.1}         | 422",
        "{\"error_rate\":-0.1}        | 422",
        "{\"slow_latency_ms\":60001}  | 422",
        "{\"slow_latency_ms\":-1}     | 422",
        "{\"sleep\":1}                | 422",
        "nonsense                     | 400",
      })
  void badFailure(String body, int status) {
    assertThat(lab.post("backend-1", "/admin/failure", body).statusCode()).isEqualTo(status);
    assertThat(json(lab.get("backend-1", "/admin/failure")).getString("mode")).isEqualTo("healthy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "ten", "1.5", ""})
  void badCount(String count) {
    var refused = lab.get("client", "/api/data/batch?count=" + count);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).getString("name")).isEqualTo("count");
  }

  @Test
  void anUnknownPolicyInTheHeaderIs422() {
    var refused = lab.get("client", "/api/data", "X-Lab-Variant", "teleport");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).getString("name")).isEqualTo("policy");
  }

  @Test
  void methodsAndPaths() {
    assertThat(lab.put("client", "/circuit/reset", "{}").statusCode()).isEqualTo(405);
    assertThat(lab.post("client", "/api/data", "{}").headers().firstValue("Allow")).hasValue("GET");
    assertThat(lab.get("client", "/circuit").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotNamedInAFailureGetsItsDefault() {
    fail("backend-1", "{\"mode\":\"partial\",\"error_rate\":0.3}");
    fail("backend-1", "{\"mode\":\"failing\"}");
    assertThat(json(lab.get("backend-1", "/admin/failure")).getDouble("error_rate")).isOne();
  }
}
