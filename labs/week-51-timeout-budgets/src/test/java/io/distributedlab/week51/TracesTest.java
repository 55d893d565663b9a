package io.distributedlab.week51;

import static io.distributedlab.week51.Chain.until;
import static io.distributedlab.week51.DeadlineVariant.ADMIT;
import static io.distributedlab.week51.DeadlineVariant.CANCEL;
import static io.distributedlab.week51.DeadlineVariant.ENFORCE;
import static io.distributedlab.week51.DeadlineVariant.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.LogLine;
import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.TraceRecord;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the trace and the log of a doomed request show. */
class TracesTest {
  private static final int DOOMED = 250;

  private static Chain chain;

  @BeforeAll
  static void start() {
    chain = new Chain();
  }

  @AfterAll
  static void stop() {
    chain.stop();
  }

  @BeforeEach
  void slow() {
    chain.calm();
    chain.knobs("{\"c.slow_ms\":400}");
  }

  @Test
  void withoutDeadlinesServiceCGoesOnAfterTheRootHasEnded() {
    chain.leaveAtDeadline(NONE, DOOMED);
    until(chain::atRest);
    until(() -> !chain.lab.store().traces(1, "frontend").isEmpty());
    var trace = chain.lab.trace(chain.lab.store().traces(1, "frontend").getFirst().traceId());
    var root = trace.roots().getFirst();
    assertThat(Duration.between(root.end(), server(trace, "service-c").end()).toMillis())
        .isGreaterThan(100);
    assertThat(trace.roots().getFirst().attributes()).containsEntry("lab.variant", "none");
  }

  @Test
  void withAnEnforcedDeadlineTheyEndTogetherAndTheTraceSaysWhy() {
    chain.knobs("{\"hop_allowance_ms\":2}");
    var trace = trace(chain.process(ENFORCE, DOOMED), "service-c");
    var root = trace.roots().getFirst();
    assertThat(root.name()).isEqualTo("GET /api/process");
    assertThat(Duration.between(server(trace, "service-c").end(), root.end()).toMillis())
        .isBetween(-60L, 60L);
    assertThat(root.status()).isEqualTo("ERROR");
    assertThat(root.attributes())
        .containsEntry("deadline.received_ms", (long) DOOMED)
        .containsKey("deadline.remaining_ms");
    assertThat(event(span(trace, "service-c", "work"), "deadline.exceeded"))
        .containsEntry("phase", "local");
    assertThat(span(trace, "service-c", "work").status()).isNotEqualTo("ERROR");
  }

  @Test
  void aCancelledRequestSaysByWhom() {
    chain.knobs("{\"c.slow_ms\":10000}");
    var request = chain.processing(CANCEL, 60_000);
    until(() -> chain.busy() == 1);
    request.cancel(true);
    until(chain::atRest);
    until(() -> !chain.lab.store().traces(1, "frontend").isEmpty());
    var trace = chain.lab.trace(chain.lab.store().traces(1, "frontend").getFirst().traceId());
    assertThat(event(span(trace, "service-c", "work"), "cancelled")).containsEntry("by", "caller");
    assertThat(trace.spans())
        .filteredOn(span -> !span.kind().equals("CLIENT"))
        .noneMatch(SpanRecord::failed);
  }

  @Test
  void aRefusedRequestIsOneShortSpan() {
    chain.knobs("{\"est.floor_ms\":400}");
    var trace = trace(chain.process(ADMIT, 500), "frontend");
    assertThat(trace.services()).containsExactly("frontend");
    assertThat(trace.spans()).hasSize(1);
    var refused = event(trace.roots().getFirst(), "refused");
    assertThat(refused).containsEntry("needed", 820L);
    assertThat((Long) refused.get("remaining")).isBetween(300L, 490L);
  }

  @Test
  void everyEarlyEndIsOneLogLineOfEachServiceItPasses() {
    var response = chain.process(ENFORCE, DOOMED);
    until(chain::atRest);
    var lines = chain.lab.store().logs(traceId(response));
    assertThat(lines)
        .extracting(LogLine::service)
        .containsExactly("service-c", "service-b", "service-a", "frontend");
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(line.attributes()).containsKeys("received_ms", "elapsed_ms"));
    assertThat(lines.getFirst().attributes())
        .containsEntry("outcome", "local")
        .containsEntry("problem", "deadline-exceeded");
    assertThat(lines.getLast().attributes()).containsEntry("outcome", "call");
  }

  /** The trace of this request, once the server span of its innermost service is there. */
  private static TraceRecord trace(HttpResponse<String> response, String innermost) {
    var id = traceId(response);
    until(
        () ->
            chain.lab.trace(id).spans().stream()
                .anyMatch(s -> s.service().equals(innermost) && s.kind().equals("SERVER")));
    return chain.lab.trace(id);
  }

  private static String traceId(HttpResponse<String> response) {
    return response.headers().firstValue("X-Trace-Id").orElseThrow();
  }

  private static SpanRecord server(TraceRecord trace, String service) {
    return trace.spans().stream()
        .filter(span -> span.service().equals(service) && span.kind().equals("SERVER"))
        .findFirst()
        .orElseThrow();
  }

  private static SpanRecord span(TraceRecord trace, String service, String name) {
    return trace.spans().stream()
        .filter(span -> span.service().equals(service) && span.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> event(SpanRecord span, String name) {
    return span.events().stream()
        .filter(event -> event.name().equals(name))
        .findFirst()
        .orElseThrow()
        .attributes();
  }
}
