package io.distributedlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.LogLine;
import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.TraceRecord;
import io.distributedlab.testing.RunningLab;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole chain on real sockets and a real cluster: what it answers and what it reports. */
class EchoChainTest {
  private static final String DEFAULTS =
      """
      {"variant":"chain","a.min_ms":3,"a.max_ms":7,"b.min_ms":2,"b.max_ms":5,
       "trace.sample":1,"hop.timeout_ms":10000}""";
  private static final String HEALED =
      "{\"hang\":false,\"error_rate\":0,\"link.service-b\":\"pass\"}";

  private static final Pattern EXEMPLAR =
      Pattern.compile("lab_http_server_requests_seconds_bucket.*trace_id=\"(\\w+)\"");
  private static final Set<String> TRACE_IDS = new HashSet<>();

  private static RunningLab lab;

  @BeforeAll
  static void start() {
    lab = RunningLab.start(new EchoChainLab());
  }

  @AfterAll
  static void stop() {
    lab.stop();
  }

  @BeforeEach
  void calm() {
    assertThat(lab.put("gateway", "/admin/knobs", DEFAULTS).statusCode()).isEqualTo(200);
    assertThat(lab.put("service-a", "/admin/faults", HEALED).statusCode()).isEqualTo(200);
    assertThat(lab.put("service-b", "/admin/faults", "{\"hang\":false}").statusCode())
        .isEqualTo(200);
    lab.store().clear();
  }

  @ParameterizedTest
  @EnumSource(EchoVariant.class)
  void everyVariantAnswersTheSameShape(EchoVariant variant) {
    var response = process(variant);
    assertThat(response.statusCode()).isEqualTo(200);
    var reply = new JsonObject(response.body());
    assertThat(reply.fieldNames()).containsExactly("service", "total_duration_ms", "chain");
    assertThat(reply.getString("service")).isEqualTo("gateway");
    var chain = reply.getJsonObject("chain");
    assertThat(chain.fieldNames())
        .containsExactly("service", "processed", "latency_ms", "downstream");
    assertThat(chain.getString("service")).isEqualTo("service-a");
    assertThat(chain.getLong("latency_ms")).isBetween(3L, 7L);
    var downstream = chain.getJsonObject("downstream");
    assertThat(downstream.fieldNames()).containsExactly("service", "processed", "latency_ms");
    assertThat(downstream.getString("service")).isEqualTo("service-b");
    assertThat(downstream.getLong("latency_ms")).isBetween(2L, 5L);
  }

  @ParameterizedTest
  @EnumSource(
      value = EchoVariant.class,
      names = {"CHAIN", "BUS", "FANOUT"})
  void oneTraceWithOneRootAndAllThreeServices(EchoVariant variant) {
    var trace = lab.trace(traceId(process(variant)));
    assertThat(lab.store().traces(100, null)).hasSize(1);
    assertThat(trace.roots()).hasSize(1);
    assertThat(trace.services()).containsExactlyInAnyOrder("gateway", "service-a", "service-b");
    assertThat(trace.spans()).hasSize(7);
    assertThat(names(trace)).contains("GET /api/process", "GET service-a", "GET /process", "work");
    assertThat(trace.roots().getFirst().attributes()).containsEntry("lab.variant", wire(variant));
  }

  @Test
  void theChainIsNestedHopByHop() {
    var trace = lab.trace(traceId(process(EchoVariant.CHAIN)));
    assertThat(path(trace, "service-b", "work"))
        .containsExactly(
            "work",
            "GET /process",
            "GET service-b",
            "GET /process",
            "GET service-a",
            "GET /api/process");
    assertThat(path(trace, "service-a", "work"))
        .containsExactly("work", "GET /process", "GET service-a", "GET /api/process");
  }

  @Test
  void darkStartsAnUnconnectedTraceInEveryService() {
    var atGateway = traceId(process(EchoVariant.DARK));
    lab.awaitSpans(5);
    var traces = lab.store().traces(100, null);
    assertThat(traces).hasSize(3);
    assertThat(traces).allSatisfy(trace -> assertThat(trace.services()).hasSize(1));
    assertThat(lab.store().logs(atGateway)).extracting(LogLine::service).containsOnly("gateway");
  }

  @Test
  void fourLogLinesInOrderCarryTheTraceId() {
    var response = process(EchoVariant.CHAIN);
    assertThat(lab.store().logs(traceId(response)))
        .extracting(LogLine::service)
        .containsExactly("gateway", "service-a", "service-b", "gateway");
  }

  @Test
  void bodyTraceAndLogTellTheSameDuration() {
    var response = process(EchoVariant.CHAIN);
    var body = new JsonObject(response.body()).getLong("total_duration_ms");
    var root = lab.trace(traceId(response)).roots().getFirst();
    var completed = lab.store().logs(traceId(response)).getLast();
    assertThat(completed.attributes()).containsEntry("duration_ms", body);
    assertThat(root.durationMs()).isGreaterThanOrEqualTo(body);
  }

  @Test
  void aRequestIsTracedEverywhereOrNowhere() {
    lab.put("gateway", "/admin/knobs", "{\"trace.sample\":0.5}");
    IntStream.range(0, 60).forEach(i -> process(EchoVariant.CHAIN));
    var traces = lab.store().traces(1000, null);
    assertThat(traces).hasSizeBetween(10, 50); // 5 standard deviations around 30
    assertThat(traces)
        .allSatisfy(trace -> assertThat(lab.trace(trace.traceId()).spans()).hasSize(7));
  }

  @ParameterizedTest
  @EnumSource(
      value = EchoVariant.class,
      names = {"CHAIN", "BUS", "FANOUT"})
  void aHangingServiceBIsNamedIn504(EchoVariant variant) {
    lab.put("service-b", "/admin/faults", "{\"hang\":true}");
    lab.put("gateway", "/admin/knobs", "{\"hop.timeout_ms\":500}");
    var timeouts = timeouts();
    var response = process(variant);
    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(new JsonObject(response.body()).getString("hop"))
        .isIn("service-b", EchoRequest.ADDRESS);
    assertThat(timeouts()).isEqualTo(timeouts + 1);
    var root = lab.trace(traceId(response)).roots().getFirst();
    assertThat(root.status()).isEqualTo("ERROR");
  }

  @Test
  void aCutLinkToServiceBIsNamedIn502() {
    lab.put("service-a", "/admin/faults", "{\"link.service-b\":\"cut\"}");
    var response = process(EchoVariant.CHAIN);
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(new JsonObject(response.body()).getString("hop")).isEqualTo("service-b");
  }

  @Test
  void oneChangeOfAKnobReachesAllThree() {
    lab.put("service-b", "/admin/knobs", "{\"variant\":\"bus\"}");
    for (var service : List.of("gateway", "service-a", "service-b")) {
      var knobs = new JsonObject(lab.get(service, "/admin/knobs").body());
      assertThat(knobs.getJsonObject("values").getString("variant")).isEqualTo("bus");
    }
  }

  @Test
  void badKnobsChangeNothing() {
    for (var bad :
        List.of(
            "{\"variant\":\"teleport\"}",
            "{\"a.min_ms\":8}",
            "{\"b.max_ms\":5001}",
            "{\"trace.sample\":1.5}",
            "{\"hop.timeout_ms\":9}",
            "{\"b.min_ms\":1,\"c.min_ms\":1}")) {
      assertThat(lab.put("gateway", "/admin/knobs", bad).statusCode()).isEqualTo(422);
    }
    var values =
        new JsonObject(lab.get("service-a", "/admin/knobs").body()).getJsonObject("values");
    assertThat(values).isEqualTo(new JsonObject(DEFAULTS));
  }

  @Test
  void theHistogramLeadsToATrace() {
    process(EchoVariant.CHAIN);
    var metrics = lab.get("gateway", "/metrics", "Accept", "application/openmetrics-text").body();
    var exemplars =
        EXEMPLAR
            .matcher(metrics)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(exemplars).isNotEmpty();
    assertThat(TRACE_IDS).containsAll(exemplars);
  }

  private static HttpResponse<String> process(EchoVariant variant) {
    var response = lab.get("gateway", "/api/process", "X-Lab-Variant", wire(variant));
    response.headers().firstValue("X-Trace-Id").ifPresent(TRACE_IDS::add);
    return response;
  }

  private static String wire(EchoVariant variant) {
    return Knob.wireName(variant);
  }

  private static String traceId(HttpResponse<String> response) {
    return response.headers().firstValue("X-Trace-Id").orElseThrow();
  }

  private static long timeouts() {
    return lab.get("gateway", "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("lab_http_server_requests_seconds_count"))
        .filter(line -> line.contains("outcome=\"timeout\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static List<String> names(TraceRecord trace) {
    return trace.spans().stream().map(SpanRecord::name).toList();
  }

  /** Names of the spans from one up to the root. */
  private static List<String> path(TraceRecord trace, String service, String name) {
    var start =
        trace.spans().stream()
            .filter(span -> span.service().equals(service) && span.name().equals(name))
            .findFirst()
            .orElseThrow();
    return Stream.iterate(start, span -> span != null, span -> parent(trace, span))
        .map(SpanRecord::name)
        .toList();
  }

  private static @Nullable SpanRecord parent(TraceRecord trace, SpanRecord child) {
    return trace.spans().stream()
        .filter(span -> span.spanId().equals(child.parentSpanId()))
        .findFirst()
        .orElse(null);
  }
}
