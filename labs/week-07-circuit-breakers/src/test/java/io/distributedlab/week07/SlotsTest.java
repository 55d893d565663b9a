package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The slots of a client: what takes them, and that they come back. */
class SlotsTest extends LabUnderTest {
  @Test
  void withoutAFreeSlotACallFailsAtOnceAndDoesNotCount() {
    knobs("{\"policy\":\"window\",\"slots\":2,\"timeout.ms\":5000}");
    failBoth("{\"mode\":\"hang\"}");
    try (var crowd = Crowd.of(2, lab.deployment().base("client").resolve("/api/data"))) {
      until(() -> metric("client", "lab07_slots_used") == 2);
      var refused = data();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(type(refused)).isEqualTo("no-slot");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(type(lab.get("client", "/api/other"))).isEqualTo("no-slot");
      assertThat(status("client").getInteger("failure_count")).isZero();
      crowd.leave();
    }
    until(() -> metric("client", "lab07_slots_used") == 0);
  }

  @Test
  void aTimeoutResetsTheCallAndFreesTheSlot() {
    knobs("{\"timeout.ms\":100}");
    failBoth("{\"mode\":\"hang\"}");
    var late = data();
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(type(late)).isEqualTo("backend-timeout");
    assertThat(metric("client", "lab07_slots_used")).isZero();
    until(() -> metric("backend-1", "lab_inflight") == 0);
    assertThat(status("client").getInteger("failure_count")).isOne();
  }

  @Test
  void aCallerThatLeavesFreesTheSlotAndIsNoFailure() {
    knobs("{\"policy\":\"window\",\"timeout.ms\":5000}");
    failBoth("{\"mode\":\"hang\"}");
    try (var crowd = Crowd.of(5, lab.deployment().base("client").resolve("/api/data"))) {
      until(() -> metric("client", "lab07_slots_used") == 5);
      crowd.leave();
    }
    until(() -> metric("client", "lab07_slots_used") == 0);
    until(() -> metric("backend-1", "lab_inflight") + metric("backend-2", "lab_inflight") == 0);
    assertThat(status("client").getInteger("failure_count")).isZero();
  }

  @Test
  void aHangingProbeGivesItsPermitBack() {
    knobs("{\"policy\":\"window\",\"open.ms\":50,\"timeout.ms\":100,\"halfopen.permits\":1}");
    failBoth("{\"mode\":\"hang\"}");
    data(10);
    for (int probe = 0; probe < 3; probe++) {
      until(() -> status("client").getLong("retry_after_ms") == 0);
      assertThat(type(data())).isEqualTo("backend-timeout");
      assertThat(state()).isEqualTo("open");
    }
    failBoth("{\"mode\":\"healthy\"}");
    until(() -> status("client").getLong("retry_after_ms") == 0);
    assertThat(json(data()).getString("circuit_state")).isEqualTo("closed");
  }

  @Test
  void theOtherDependencyIsUnguardedAndNamesItsFailures() {
    failBoth("{\"mode\":\"failing\"}");
    var other = lab.get("client", "/api/other");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(json(other).getLong("work_ms")).isEqualTo(10);
    lab.put("client", "/admin/faults", "{\"link.backend-2\":\"cut\"}");
    var cut = lab.get("client", "/api/other");
    assertThat(cut.statusCode()).isEqualTo(502);
    assertThat(type(cut)).isEqualTo("backend-error");
    lab.put("client", "/admin/faults", "{\"link.backend-2\":\"drop\"}");
    var dropped = lab.get("client", "/api/other");
    assertThat(dropped.statusCode()).isEqualTo(504);
    assertThat(type(dropped)).isEqualTo("backend-timeout");
  }
}
