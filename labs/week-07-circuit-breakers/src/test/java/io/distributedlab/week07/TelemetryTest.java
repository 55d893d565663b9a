package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.LogLine;
import io.distributedlab.service.telemetry.SpanRecord;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What traces, logs and metrics say about a circuit. */
class TelemetryTest extends LabUnderTest {
  @Test
  void withoutABreakerTheTraceShowsTheWait() {
    knobs("{\"policy\":\"none\"}");
    failBoth("{\"mode\":\"hang\"}");
    var waited = traceId(data());
    until(() -> lab.trace(waited).spans().size() == 3);
    var trace = lab.trace(waited);
    var root = trace.roots().getFirst();
    assertThat(root.service()).isEqualTo("client");
    assertThat(root.name()).isEqualTo("GET /api/data");
    assertThat(root.attributes()).containsEntry("lab.variant", "none");
    assertThat(root.failed()).isTrue();
    assertThat(root.events()).extracting(SpanRecord.Event::name).containsExactly("exception");
    var call = ofKind(trace.spans(), "CLIENT").getFirst();
    assertThat(call.parentSpanId()).isEqualTo(root.spanId());
    assertThat(call.name()).isEqualTo("GET backend-1");
    assertThat(call.durationMs()).isBetween(490.0, 1500.0);
    assertThat(call.failed()).isTrue();
    assertThat(call.attributes()).containsEntry("peer.service", "backend-1");
    var hanging = named(trace.spans(), "backend-1");
    assertThat(hanging.parentSpanId()).isEqualTo(call.spanId());
    assertThat(hanging.failed()).isFalse();
    assertThat(hanging.events()).extracting(SpanRecord.Event::name).containsExactly("cancelled");
  }

  @Test
  void aRefusedCallIsOneShortSpan() {
    knobs("{\"policy\":\"window\",\"open.ms\":10000}");
    failBoth("{\"mode\":\"failing\"}");
    data(10);
    var spans = lab.trace(traceId(data())).spans();
    assertThat(spans).hasSize(1);
    var root = spans.getFirst();
    assertThat(root.kind()).isEqualTo("SERVER");
    assertThat(root.attributes())
        .containsEntry("lab.variant", "window")
        .doesNotContainKeys("breaker.probe", "generation");
    assertThat(root.durationMs()).isLessThan(50);
    assertThat(root.failed()).isTrue();
    assertThat(root.events())
        .extracting(SpanRecord.Event::name)
        .containsExactly("breaker.rejected", "exception");
    var rejected = root.events().getFirst().attributes();
    assertThat(rejected)
        .containsOnlyKeys("target", "state", "remaining_ms")
        .containsEntry("target", "backend")
        .containsEntry("state", "open");
    assertThat((Long) rejected.get("remaining_ms")).isBetween(1L, 12_000L);
  }

  @Test
  void aProbeIsMarkedWithItsGeneration() {
    knobs("{\"policy\":\"window\",\"open.ms\":50}");
    failBoth("{\"mode\":\"failing\"}");
    data(10);
    failBoth("{\"mode\":\"healthy\"}");
    until(() -> status("client").getLong("retry_after_ms") == 0);
    var trace = lab.trace(traceId(data()));
    var circuit = status("client").getJsonArray("breakers").getJsonObject(0);
    assertThat(circuit.getString("state")).isEqualTo("half-open");
    assertThat(trace.roots().getFirst().failed()).isFalse();
    assertThat(trace.roots().getFirst().attributes())
        .containsEntry("breaker.probe", true)
        .containsEntry("generation", circuit.getLong("generation"));
    assertThat(ofKind(trace.spans(), "CLIENT")).hasSize(1);
  }

  @Test
  void aTransitionIsOneLogLineWithTheTraceOfTheCallThatTippedIt() {
    knobs("{\"policy\":\"window\"}");
    failBoth("{\"mode\":\"failing\"}");
    var tipping = data(10).getLast();
    assertThat(lab.store().logs(traceId(tipping)))
        .extracting(LogLine::message)
        .containsExactly("circuit of backend: closed to open, failure-rate");
    assertThat(lab.store().logs(traceId(tipping)).getFirst().attributes())
        .containsEntry("failure_rate", 100.0)
        .containsEntry("window_calls", 10L)
        .containsEntry("reason", "failure-rate")
        .containsKeys("generation", "open_ms");
  }

  @Test
  void anAnswerIsOneLogLineToo() {
    assertThat(lab.store().logs(traceId(data())))
        .singleElement()
        .extracting(LogLine::message, InstanceOfAssertFactories.STRING)
        .startsWith("answered by backend-");
  }

  @Test
  void everyCallIsCountedOnceByItsResult() {
    knobs("{\"policy\":\"window\"}");
    var before = metric("client", "lab07_calls_total", "policy=\"window\"");
    data(3);
    failBoth("{\"mode\":\"slow\",\"slow_latency_ms\":300}");
    data(1);
    failBoth("{\"mode\":\"failing\"}");
    data(12);
    assertThat(metric("client", "lab07_calls_total", "policy=\"window\"")).isEqualTo(before + 16);
    assertThat(metric("client", "lab07_calls_total", "policy=\"window\"", "result=\"slow\""))
        .isPositive();
    assertThat(metric("client", "lab07_calls_total", "policy=\"window\"", "result=\"rejected\""))
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "client,    lab07_calls_total",
    "client,    lab07_transitions_total",
    "client,    lab07_slots_used",
    "client,    lab07_state",
    "client,    lab07_failure_rate",
    "client,    lab07_slow_rate",
    "client,    lab07_failures",
    "client,    lab07_successes",
    "client,    lab07_probes_total",
    "client,    lab07_ignored_total",
    "backend-1, lab07_backend_arrivals_total",
    "backend-1, lab07_backend_requests_total",
    "backend-1, lab07_backend_mode",
  })
  void theMetricsOfTheDashboardExist(String service, String metric) {
    knobs("{\"policy\":\"window\",\"open.ms\":50}");
    failBoth("{\"mode\":\"failing\"}");
    data(10);
    until(() -> status("client").getLong("retry_after_ms") == 0);
    data(1);
    assertThat(lab.get(service, "/metrics").body()).contains("\n" + metric + "{");
  }

  @Test
  void theGaugesShowTheCircuit() {
    knobs("{\"policy\":\"window\",\"open.ms\":60000}");
    assertThat(metric("client", "lab07_state", "target=\"backend\"")).isZero();
    failBoth("{\"mode\":\"failing\"}");
    data(4);
    assertThat(metric("client", "lab07_failure_rate", "target=\"backend\"")).isOne();
    assertThat(metric("client", "lab07_failures", "target=\"backend\"")).isEqualTo(4);
    data(6);
    assertThat(metric("client", "lab07_state", "target=\"backend\"")).isEqualTo(2);
    assertThat(metric("client", "lab07_state", "target=\"backend-1\"")).isNaN();
    assertThat(metric("backend-1", "lab07_backend_mode", "mode=\"failing\"")).isOne();
  }

  private static SpanRecord named(List<SpanRecord> spans, String service) {
    return spans.stream().filter(span -> span.service().equals(service)).findFirst().orElseThrow();
  }

  private static List<SpanRecord> ofKind(List<SpanRecord> spans, String kind) {
    return spans.stream().filter(span -> span.kind().equals(kind)).toList();
  }
}
