package io.distributedlab.week46;

import static io.distributedlab.week46.Lab46.expect;
import static io.distributedlab.week46.Lab46.json;
import static io.distributedlab.week46.Lab46.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.TraceRecord;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the trace and the log of an operation show. */
class TracesTest {
  private static Lab46 lab;

  @BeforeAll
  static void start() {
    lab = new Lab46();
  }

  @AfterAll
  static void stop() {
    lab.stop();
  }

  @BeforeEach
  void calm() {
    lab.calm();
    lab.knobs(new JsonObject().put("latency_scale", 1));
    lab.fault("replica-5", "latency_ms", 300);
  }

  @Test
  void waitingForAllEndsWithTheSlowest() {
    var trace = trace(lab.put("coordinator-1", Strategy.WAIT_ALL, "k", "v"), 5);
    var operation = named(trace, "quorum write").getFirst();
    assertThat(children(trace, operation)).hasSize(5);
    assertThat(children(trace, operation)).noneMatch(child -> child.end().isAfter(operation.end()));
  }

  @Test
  void theFirstThreeEndItAndTheOthersOutliveIt() {
    var trace = trace(lab.put("coordinator-1", Strategy.FIRST_K, "k", "v"), 5);
    var operation = named(trace, "quorum write").getFirst();
    var children = children(trace, operation);
    assertThat(children).hasSize(5);
    assertThat(children.stream().filter(child -> child.end().isAfter(operation.end())).count())
        .isBetween(1L, 2L);
    assertThat(event(operation, "quorum.reached").attributes()).containsEntry("k", 3L);
    assertThat(trace.roots()).hasSize(1);
    assertThat(trace.spans()).noneMatch(SpanRecord::failed);
  }

  @Test
  void anAbdReadThatWritesBackHasASecondFanOut() {
    expect(200, lab.put("coordinator-1", Strategy.WAIT_ALL, "k", "old"));
    lab.plant("replica-1", "k", "new", new Tag(999_999_999_999_999_999L, "rogue"));
    lab.quorum(5, 5, 3);
    var trace = trace(lab.get("coordinator-1", Strategy.ABD, "k"), 10);
    var operation = named(trace, "quorum read").getFirst();
    assertThat(children(trace, operation)).hasSize(10);
    assertThat(event(operation, "write-back").attributes())
        .containsEntry("tag", "999999999999999999@rogue");
  }

  @Test
  void everyOperationIsOneLogLine() {
    var response = expect(200, lab.put("coordinator-1", Strategy.FIRST_K, "k", "v"));
    var id = id(response);
    until(() -> !lab.running.store().logs(id).isEmpty());
    assertThat(lab.running.store().logs(id))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.attributes())
                    .containsEntry("op_id", json(response).getString("op_id"))
                    .containsEntry("key", "k")
                    .containsEntry("tag", json(response).getString("version"))
                    .containsEntry("acks", 3L)
                    .containsEntry("outcome", "stored"));
  }

  @Test
  void aQuorumThatIsNotMetIsRed() {
    Replicas.NAMES.forEach(replica -> lab.fault("coordinator-1", "link." + replica, "cut"));
    var trace = trace(lab.get("coordinator-1", Strategy.FIRST_K, "k"), 0);
    assertThat(trace.roots().getFirst().failed()).isTrue();
    assertThat(named(trace, "quorum read").getFirst().failed()).isTrue();
  }

  /** The trace of this answer, once so many replicas have done their part. */
  private static TraceRecord trace(HttpResponse<String> response, int atReplicas) {
    var id = id(response);
    until(
        () ->
            lab.running.trace(id).spans().stream()
                    .filter(span -> span.service().startsWith("replica-"))
                    .count()
                == atReplicas);
    until(
        () ->
            lab.running.trace(id).spans().stream()
                    .filter(span -> span.kind().equals("CLIENT"))
                    .count()
                == atReplicas);
    return lab.running.trace(id);
  }

  private static String id(HttpResponse<String> response) {
    return response.headers().firstValue("X-Trace-Id").orElseThrow();
  }

  private static List<SpanRecord> named(TraceRecord trace, String name) {
    return trace.spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  private static List<SpanRecord> children(TraceRecord trace, SpanRecord parent) {
    return trace.spans().stream()
        .filter(span -> parent.spanId().equals(span.parentSpanId()))
        .toList();
  }

  private static SpanRecord.Event event(SpanRecord span, String name) {
    return span.events().stream()
        .filter(event -> event.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
