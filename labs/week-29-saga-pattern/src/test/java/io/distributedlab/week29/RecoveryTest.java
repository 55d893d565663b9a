package io.distributedlab.week29;

import static io.distributedlab.week29.Lab29.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.SpanRecord;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a saga when its orchestrator dies, and who goes on with it. */
@ExtendWith(SharedLab.class)
class RecoveryTest {
  private static Lab29 lab;

  @BeforeAll
  static void start(Lab29 shared) {
    lab = shared;
  }

  @BeforeEach
  void calm() {
    lab.calm();
    lab.knobs(new JsonObject().put("lease_ms", 1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"charge.before-send", "charge.after-send", "charge.after-reply"})
  void aSagaGoesOnInTheNextProcess(String point) {
    var order = crashedAt(point, "durable-lock");
    lab.untilState(order.getString("order_id"), "COMPLETED");
    assertThat(lab.saga(order.getString("order_id")).getInteger("recoveries")).isPositive();
    assertThat(lab.transactions()).hasSize(1);
    assertThat(lab.invariants().getMap().values()).containsOnly(0);
  }

  @Test
  void aCompensationGoesOnInTheNextProcess() {
    lab.fault("shipping", "refuse_rate", 1);
    var order = crashedAt("charge.mid-compensation", "durable");
    lab.untilState(order.getString("order_id"), "COMPENSATED");
    assertThat(lab.invariants().getMap().values()).containsOnly(0);
  }

  @Test
  void itStaysOneTraceThatSaysWhoRecoveredIt() {
    var order = crashedAt("charge.after-reply", "durable-lock");
    lab.untilState(order.getString("order_id"), "COMPLETED");
    var id = order.getString("trace_id");
    until(() -> spans(id, "step.confirm-order").size() == 1);
    var charges = spans(id, "step.charge");
    assertThat(charges).hasSize(1);
    assertThat(charges.getFirst().attributes()).containsEntry("replayed", true);
    assertThat(charges.getFirst().events())
        .extracting(SpanRecord.Event::name)
        .anyMatch(name -> name.startsWith("recovered by worker-"));
    assertThat(spans(id, "step.reserve")).hasSize(1);
    assertThat(spans(id, "POST /process")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(lab.running.store().trace(id).orElseThrow().services())
        .contains("order", "orchestrator", "inventory", "payment", "shipping");
  }

  @Test
  void aNaiveSagaIsForgotten() {
    var order = crashedAt("charge.after-reply", "naive");
    assertThat(lab.get("order", "/orders/" + order.getString("order_id") + "/saga").statusCode())
        .isEqualTo(404);
    assertThat(lab.invariants().getLong("orphans")).isEqualTo(1);
  }

  @Test
  void anOrderThatNobodyTakesOverIsKeptAndResumed() {
    lab.kill("orchestrator");
    var refused = lab.send("POST", "order", "/orders", Lab29.BASKET, "X-Lab-Variant", "durable");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    var id = Lab29.json(refused).getString("order_id");
    assertThat(Lab29.json(lab.get("order", "/orders/" + id)).getString("state"))
        .isEqualTo("PENDING");
    lab.restart("orchestrator");
    until(() -> lab.get("order", "/orders/" + id + "/saga").statusCode() == 200);
    lab.untilState(id, "COMPLETED");
  }

  @Test
  void aProcessThatStartsHasTheKnobsOfTheOthers() {
    lab.kill("orchestrator");
    Lab29.expect(200, lab.send("PUT", "payment", "/admin/knobs", "{\"step_timeout_ms\":321}"));
    lab.restart("orchestrator");
    assertThat(timeout()).isEqualTo(321);
    Lab29.expect(200, lab.send("PUT", "payment", "/admin/knobs", "{\"step_timeout_ms\":322}"));
    until(() -> timeout() == 322);
  }

  @Test
  void aWorkerThatWakesUpTooLateIsFencedOff() {
    var before = lab.metric("orchestrator", "saga_fenced_total");
    var id = wokenTooLate(lab);
    until(() -> lab.metric("orchestrator", "saga_fenced_total") > before);
    assertThat(lab.saga(id).getString("state")).isEqualTo("COMPENSATED");
    assertThat(Lab29.array(lab.get("shipping", "/shipments"))).isEmpty();
    assertThat(lab.invariants().getMap().values()).containsOnly(0);
  }

  /** Without the version in the condition of its writes, an order is shipped that is refunded. */
  @Test
  void aWorkerThatIsNotFencedOffShipsWhatIsRefunded() {
    try (var unfenced = new Lab29(new UnfencedLab().descriptor())) {
      wokenTooLate(unfenced);
      until(() -> !Lab29.array(unfenced.get("shipping", "/shipments")).isEmpty());
      assertThat(unfenced.get("payment", "/ledger").body()).contains("\"net\":0");
    }
  }

  /**
   * A worker has the answer to its charge and sleeps past its lease. The next one hears nothing of
   * payment, turns back and undoes everything. Then the first one wakes up.
   */
  private static String wokenTooLate(Lab29 lab) {
    lab.knobs(new JsonObject().put("forward_attempts", 1).put("lease_ms", 1000));
    lab.fault("orchestrator", "point.charge.after-reply", "pause");
    var id = lab.begin("durable-lock").getString("order_id");
    until(() -> waiting(lab) == 1);
    lab.fault("payment", "error_rate", 1);
    until(() -> "COMPENSATING".equals(lab.saga(id).getString("state")));
    lab.fault("payment", "error_rate", 0);
    lab.untilState(id, "COMPENSATED");
    lab.fault("orchestrator", "point.charge.after-reply", "off");
    return id;
  }

  /** The orchestrator may be gone before it has answered that it has the order. */
  private static JsonObject crashedAt(String point, String variant) {
    lab.fault("orchestrator", "point." + point, "crash");
    var answer = lab.send("POST", "order", "/orders", Lab29.BASKET, "X-Lab-Variant", variant);
    assertThat(answer.statusCode()).isIn(202, 503);
    until(() -> !lab.reachable("orchestrator"));
    lab.restart("orchestrator");
    return Lab29.json(lab.get("order", "/orders/" + Lab29.json(answer).getString("order_id")));
  }

  private static int waiting(Lab29 lab) {
    return Lab29.array(lab.get("orchestrator", "/admin/faults/points")).stream()
        .map(JsonObject.class::cast)
        .mapToInt(point -> point.getInteger("waiting"))
        .sum();
  }

  private static int timeout() {
    return Lab29.json(lab.get("orchestrator", "/admin/knobs"))
        .getJsonObject("values")
        .getInteger("step_timeout_ms");
  }

  private static List<SpanRecord> spans(String trace, String name) {
    return lab.running.store().trace(trace).stream()
        .flatMap(found -> found.spans().stream())
        .filter(span -> span.name().equals(name))
        .toList();
  }
}
