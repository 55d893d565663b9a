package io.distributedlab.week29;

import static io.distributedlab.week29.Lab29.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.knobs.Knob;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of one order, by every variant. */
@ExtendWith(SharedLab.class)
class VariantsTest {
  private static Lab29 lab;

  @BeforeAll
  static void start(Lab29 shared) {
    lab = shared;
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "durable", "durable-lock", "choreography", "choreography-bus"})
  void whatNobodyRefusesIsCompleted(String variant) {
    var saga = lab.order(variant);
    assertThat(saga.getString("state")).isEqualTo("COMPLETED");
    assertThat(saga.getJsonArray("completed_steps"))
        .contains("reserve", "charge", "ship", "commit-stock", "confirm-order");
    assertThat(saga.getString("failed_step")).isNull();
    assertThat(saga.getJsonArray("compensations")).isEmpty();
    assertThat(saga.getString("trace_id")).hasSize(32);
    assertThat(lab.product("p-2").getInteger("sold")).isEqualTo(2);
    allIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "durable", "durable-lock", "choreography"})
  void aRefusedPaymentReleasesTheStock(String variant) {
    lab.fault("payment", "refuse_rate", 1);
    var saga = lab.order(variant);
    assertThat(saga.getString("state")).isEqualTo("COMPENSATED");
    assertThat(saga.getJsonArray("completed_steps")).isEqualTo(JsonArray.of("reserve"));
    assertThat(saga.getString("failed_step")).isEqualTo("charge");
    assertThat(saga.getJsonArray("compensations")).contains("release").doesNotContain("refund");
    assertThat(lab.product("p-1").getInteger("available")).isEqualTo(100_000);
    allIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "durable", "durable-lock", "choreography"})
  void aRefusedShipmentRefundsThenReleases(String variant) {
    lab.fault("shipping", "refuse_rate", 1);
    var saga = lab.order(variant);
    assertThat(saga.getString("state")).isEqualTo("COMPENSATED");
    assertThat(saga.getString("failed_step")).isEqualTo("ship");
    assertThat(saga.getJsonArray("compensations").stream().filter(name -> !"cancel".equals(name)))
        .containsExactly("refund", "release");
    assertThat(lab.transactions())
        .extracting(line -> ((JsonObject) line).getString("kind"))
        .containsExactlyInAnyOrder("CHARGE", "REFUND");
    allIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "durable", "durable-lock", "choreography"})
  void whatIsRefusedAtOnceHasNothingToUndo(String variant) {
    lab.fault("inventory", "refuse_rate", 1);
    var saga = lab.order(variant);
    assertThat(saga.getString("state")).isEqualTo("FAILED");
    assertThat(saga.getString("failed_step")).isEqualTo("reserve");
    assertThat(saga.getJsonArray("completed_steps")).isEmpty();
    allIsWell();
  }

  @Test
  void aLostReplyLosesMoneyInANaiveSaga() {
    lab.fault("payment", "reply_loss", 1);
    assertThat(lab.order("naive").getString("state")).isEqualTo("COMPENSATED");
    assertThat(lab.invariants().getLong("orphans")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DURABLE", "DURABLE_LOCK"})
  void aLostReplyIsAskedForAgain(Variant variant) {
    lab.knobs(new JsonObject().put("step_timeout_ms", 100).put("forward_attempts", 50));
    lab.fault("payment", "reply_loss", 0.5);
    var saga = lab.order(Knob.wireName(variant));
    assertThat(saga.getString("state")).isEqualTo("COMPLETED");
    assertThat(lab.transactions()).hasSize(1);
    allIsWell();
  }

  @Test
  void whatMayHaveBeenDoneIsUndone() {
    lab.knobs(new JsonObject().put("step_timeout_ms", 50).put("forward_attempts", 2));
    lab.fault("payment", "reply_loss", 1);
    var saga = lab.order("durable-lock");
    assertThat(saga.getString("state")).isEqualTo("COMPENSATED");
    assertThat(saga.getString("failed_step")).isEqualTo("charge");
    assertThat(saga.getJsonArray("compensations")).isEqualTo(JsonArray.of("refund", "release"));
    assertThat(saga.getInteger("retries")).isEqualTo(1);
    allIsWell();
  }

  @Test
  void aCommandThatComesTwiceIsDoneOnce() {
    for (var service : new String[] {"inventory", "payment", "shipping"}) {
      lab.fault(service, "duplicate", 1);
    }
    assertThat(lab.order("durable").getString("state")).isEqualTo("COMPLETED");
    assertThat(lab.order("choreography").getString("state")).isEqualTo("COMPLETED");
    assertThat(lab.transactions()).hasSize(2);
    allIsWell();
  }

  @Test
  void aCompensationThatFailsForGoodCallsPeople() {
    lab.knobs(
        new JsonObject().put("park_after", 3).put("retry_cap_ms", 30).put("step_timeout_ms", 200));
    lab.fault("shipping", "refuse_rate", 1);
    lab.fault("orchestrator", "point.charge.mid-compensation", "fail");
    lab.fault("orchestrator", "point.charge.mid-compensation.count", 1_000_000);
    var id = lab.begin("durable").getString("order_id");
    lab.untilState(id, "NEEDS_ATTENTION");
    Lab29.until(() -> lab.metric("orchestrator", "saga_parked") == 1);
    expect(409, lab.send("DELETE", "orchestrator", "/sagas", ""));
    lab.fault("orchestrator", "point.charge.mid-compensation", "off");
    lab.untilState(id, "COMPENSATED");
    allIsWell();
  }

  private static void allIsWell() {
    assertThat(lab.invariants().getMap().values()).containsOnly(0);
  }
}
