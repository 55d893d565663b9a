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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the trace and the log of a doomed request show. */
class TracesTest {
  private static final int DOOMED = 250;

  /** A request that reaches service-c. */
  private static final List<String> ALL =
      List.of(
          "frontend SERVER GET /api/process",
          "frontend INTERNAL work",
          "frontend CLIENT GET service-a",
          "service-a SERVER GET /process",
          "service-a INTERNAL work",
          "service-a CLIENT GET service-b",
          "service-b SERVER GET /process",
          "service-b INTERNAL work",
          "service-b CLIENT GET service-c",
          "service-c SERVER GET /process",
          "service-c INTERNAL work");

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
    var trace = latest();
    var root = trace.roots().getFirst();
    assertThat(trace.spans())
        .extracting(TracesTest::named)
        .containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(Duration.between(root.end(), server(trace, "service-c").end()).toMillis())
        .isGreaterThan(100);
    assertThat(root.attributes()).containsEntry("lab.variant", "none");
    assertThat(trace.spans()).noneMatch(SpanRecord::failed);
    assertThat(trace.spans()).allMatch(span -> span.links().isEmpty());
    assertThat(trace.spans())
        .flatExtracting(SpanRecord::events)
        .extracting(SpanRecord.Event::name)
        .doesNotContain("deadline.exceeded", "refused");
  }

  @Test
  void withAnEnforcedDeadlineTheyEndTogetherAndTheTraceSaysWhy() {
    var trace = trace(chain.process(ENFORCE, DOOMED), Chain.SERVICES);
    var root = trace.roots().getFirst();
    assertThat(trace.spans())
        .extracting(TracesTest::named)
        .containsExactlyInAnyOrderElementsOf(ALL);
    // three hops keep back 20 ms each, so service-c is the first to stop
    assertThat(Duration.between(server(trace, "service-c").end(), root.end()).toMillis())
        .isBetween(0L, 120L);
    assertThat(trace.spans())
        .filteredOn(SpanRecord::failed)
        .extracting(TracesTest::named)
        .containsExactlyInAnyOrderElementsOf(
            ALL.stream().filter(name -> !name.endsWith(" work")).toList());
    assertThat(trace.spans()).allMatch(span -> span.links().isEmpty());
    assertThat(event(span(trace, "service-c", "work"), "deadline.exceeded"))
        .containsEntry("phase", "local");
    assertThat(trace.spans())
        .filteredOn(
            span -> span.events().stream().anyMatch(e -> e.name().equals("deadline.exceeded")))
        .hasSize(1);
  }

  @Test
  void everyServerSpanSaysWhatItReceivedAndWhatWasLeft() {
    var trace = trace(chain.process(ENFORCE, DOOMED), Chain.SERVICES);
    var received =
        Chain.SERVICES.stream()
            .map(service -> server(trace, service).attributes())
            .peek(attributes -> assertThat(attributes).containsKey("deadline.remaining_ms"))
            .map(attributes -> (Long) attributes.get("deadline.received_ms"))
            .toList();
    assertThat(received.getFirst()).isEqualTo(DOOMED);
    assertThat(received).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
  }

  @Test
  void aCancelledRequestSaysByWhom() {
    chain.knobs("{\"c.slow_ms\":10000}");
    var request = chain.processing(CANCEL, 60_000);
    until(() -> chain.busy() == 1);
    request.cancel(true);
    until(chain::atRest);
    var trace = latest();
    assertThat(trace.spans())
        .extracting(TracesTest::named)
        .containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(event(span(trace, "service-c", "work"), "cancelled")).containsEntry("by", "caller");
    assertThat(trace.spans()).noneMatch(SpanRecord::failed);
    assertThat(trace.spans())
        .filteredOn(span -> span.kind().equals("CLIENT"))
        .allMatch(span -> span.events().stream().anyMatch(e -> e.name().equals("cancelled")));
  }

  @Test
  void aRefusedRequestIsOneShortSpan() {
    chain.knobs("{\"est.floor_ms\":400}");
    var trace = trace(chain.process(ADMIT, 500), List.of("frontend"));
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

  /** The trace of this request, once the server spans of these services are there. */
  private static TraceRecord trace(HttpResponse<String> response, List<String> services) {
    return complete(traceId(response), services);
  }

  /** The trace of the latest request, whose client has left. */
  private static TraceRecord latest() {
    until(() -> !chain.lab.store().traces(1, "frontend").isEmpty());
    return complete(chain.lab.store().traces(1, "frontend").getFirst().traceId(), Chain.SERVICES);
  }

  private static TraceRecord complete(String id, List<String> services) {
    until(
        () ->
            chain.lab.trace(id).spans().stream()
                .filter(span -> span.kind().equals("SERVER"))
                .map(SpanRecord::service)
                .toList()
                .containsAll(services));
    return chain.lab.trace(id);
  }

  private static String named(SpanRecord span) {
    return span.service() + " " + span.kind() + " " + span.name();
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
