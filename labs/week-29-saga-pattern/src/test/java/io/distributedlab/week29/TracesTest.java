package io.distributedlab.week29;

import static io.distributedlab.week29.Lab29.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.LogLine;
import io.distributedlab.service.telemetry.SpanRecord;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the trace and the log of a saga show. */
@ExtendWith(SharedLab.class)
class TracesTest {
  private static Lab29 lab;

  @BeforeAll
  static void start(Lab29 shared) {
    lab = shared;
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @Test
  void aSagaIsItsStepsOneAfterTheOther() {
    var id = lab.order("durable-lock").getString("trace_id");
    until(() -> steps(id).size() == 5);
    assertThat(steps(id))
        .extracting(SpanRecord::name)
        .containsExactly(
            "step.reserve", "step.charge", "step.ship", "step.commit-stock", "step.confirm-order");
    var saga = named(id, "saga").getFirst();
    assertThat(steps(id))
        .allSatisfy(step -> assertThat(step.parentSpanId()).isEqualTo(saga.spanId()))
        .allSatisfy(step -> assertThat(step.attributes()).containsEntry("attempt", 1L))
        .noneMatch(SpanRecord::failed);
  }

  @Test
  void aRetryIsReplayed() {
    lab.knobs(new JsonObject().put("step_timeout_ms", 100));
    lab.fault("payment", "reply_loss", 1);
    var order = lab.begin("durable-lock");
    var id = order.getString("trace_id");
    until(() -> named(id, "step.charge").size() == 1);
    lab.fault("payment", "reply_loss", 0);
    lab.untilState(order.getString("order_id"), "COMPLETED");
    until(() -> named(id, "step.confirm-order").size() == 1);
    var charges = named(id, "step.charge");
    assertThat(charges.getFirst().failed()).isTrue();
    assertThat(charges.getLast().failed()).isFalse();
    assertThat(charges.getLast().attributes())
        .containsEntry("replayed", true)
        .containsEntry("attempt", (long) charges.size());
  }

  @Test
  void aNaiveSagaEndsAtATimeoutWhilePaymentHasTheMoney() {
    lab.fault("payment", "reply_loss", 1);
    var id = lab.order("naive").getString("trace_id");
    until(() -> named(id, "compensate.order").size() == 1);
    assertThat(named(id, "step.charge")).singleElement().matches(SpanRecord::failed);
    assertThat(named(id, "compensate.charge")).isEmpty();
    assertThat(lab.transactions()).hasSize(1);
  }

  @Test
  void aRollbackIsTheStepsBackwards() {
    lab.fault("shipping", "refuse_rate", 1);
    var id = lab.order("durable-lock").getString("trace_id");
    until(() -> named(id, "compensate.order").size() == 1);
    var back =
        spans(id).stream().map(SpanRecord::name).filter(name -> name.startsWith("compensate."));
    assertThat(back).containsExactly("compensate.charge", "compensate.reserve", "compensate.order");
  }

  @Test
  void aChoreographedSagaIsOneTraceOfFourServices() {
    var id = lab.order("choreography").getString("trace_id");
    until(() -> lab.running.store().trace(id).orElseThrow().services().size() == 4);
    assertThat(lab.running.store().trace(id).orElseThrow().services())
        .containsExactlyInAnyOrder("order", "inventory", "payment", "shipping");
    assertThat(lab.running.trace(id).roots()).hasSize(1);
  }

  @Test
  void everyTransitionIsOneLogLine() {
    var saga = lab.order("durable-lock");
    var id = saga.getString("trace_id");
    until(() -> transitions(id).size() == 5);
    assertThat(transitions(id).getLast().attributes())
        .containsEntry("saga", saga.getString("saga_id"))
        .containsEntry("order", saga.getString("order_id"))
        .containsEntry("step", "confirm-order")
        .containsEntry("attempt", 1L)
        .containsEntry("from", "SHIPPED")
        .containsEntry("to", "COMPLETED")
        .containsKeys("cmd_id", "version");
  }

  private static List<LogLine> transitions(String trace) {
    return lab.running.store().logs(trace).stream()
        .filter(line -> line.message().equals("saga moved"))
        .toList();
  }

  private static List<SpanRecord> steps(String trace) {
    return spans(trace).stream().filter(span -> span.name().startsWith("step.")).toList();
  }

  private static List<SpanRecord> named(String trace, String name) {
    return spans(trace).stream().filter(span -> span.name().equals(name)).toList();
  }

  /** In the order of their start. */
  private static List<SpanRecord> spans(String trace) {
    return lab.running.store().trace(trace).stream()
        .flatMap(found -> found.spans().stream())
        .sorted(java.util.Comparator.comparing(SpanRecord::start))
        .toList();
  }
}
