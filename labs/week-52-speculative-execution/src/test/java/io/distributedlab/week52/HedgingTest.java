package io.distributedlab.week52;

import static io.distributedlab.week52.Lab52.expect;
import static io.distributedlab.week52.Lab52.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.SpanRecord;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The strategies on real sockets: what is sent, what wins, and what becomes of the others. */
class HedgingTest {
  private static final JsonObject NOTHING = new JsonObject();

  private static Lab52 lab;

  @BeforeAll
  static void start() {
    lab = new Lab52();
  }

  @AfterAll
  static void stop() {
    lab.stop();
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyStrategyAnswersTheSameShape(Variant variant) {
    var result = lab.item(variant);
    assertThat(result.fieldNames())
        .containsExactly(
            "request_id",
            "result_type",
            "strategy",
            "backend",
            "latency_ms",
            "hedges",
            "cancellations",
            "delay_ms",
            "load_amplification");
    assertThat(result.getString("strategy")).isEqualTo(Hedged.tag(variant));
    assertThat(result.getString("backend")).isIn(Backends.NAMES);
    assertThat(result.getDouble("latency_ms")).isGreaterThanOrEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"DIRECT", "P2C"})
  void strategiesWithoutCopiesSendOneAttempt(Variant variant) {
    lab.slowAll(120);
    var before = lab.atBackends("backend_executions_total");
    assertThat(lab.items(variant, 3))
        .allSatisfy(
            result -> {
              assertThat(result.getInteger("hedges")).isZero();
              assertThat(result.getString("result_type")).isEqualTo("no_hedge");
            });
    assertThat(lab.atBackends("backend_executions_total")).isEqualTo(before + 3);
  }

  @Test
  void directTakesTurns() {
    assertThat(lab.items(Variant.DIRECT, 6).stream().map(result -> result.getString("backend")))
        .containsAll(Backends.NAMES);
  }

  @Test
  void aSlowBackendIsHedgedAndItsAttemptStopsThere() {
    lab.slowAll(20);
    lab.slow("backend-2", 2000);
    var stopped = lab.metric("backend-2", "hedge_cancelled_total", "phase=\"running\"");
    var results = lab.items(Variant.HEDGE_FIXED, 3); // one of them has its turn at backend-2
    var hedged = results.stream().filter(result -> result.getInteger("hedges") == 1).toList();
    assertThat(hedged).hasSize(1);
    assertThat(hedged.getFirst().getString("result_type")).isEqualTo("hedge_won");
    assertThat(hedged.getFirst().getString("backend")).isNotEqualTo("backend-2");
    assertThat(hedged.getFirst().getInteger("cancellations")).isEqualTo(1);
    assertThat(hedged.getFirst().getDouble("latency_ms")).isBetween(70.0, 1500.0);
    until(
        () -> stopped + 1 == lab.metric("backend-2", "hedge_cancelled_total", "phase=\"running\""));
    until(() -> lab.metric("backend-2", "backend_busy") == 0);
    assertThat(lab.metric("hedger", "hedge_timers")).isZero();
    assertThat(lab.metric("hedger", "hedge_inflight")).isZero();
  }

  @Test
  void aPrimaryThatIsOnlyLateStillWins() {
    lab.slowAll(150);
    var result = lab.item(Variant.HEDGE_FIXED);
    assertThat(result.getString("result_type")).isEqualTo("primary_won");
    assertThat(result.getInteger("hedges")).isEqualTo(1);
  }

  @Test
  void withoutCancelTheLoserWorksOnAndIsCountedAsWaste() {
    lab.slowAll(150);
    lab.knob("cancel", false);
    var before = lab.metric("hedger", "hedge_wasted_ms_sum");
    assertThat(lab.item(Variant.HEDGE_FIXED).getInteger("cancellations")).isZero();
    until(() -> lab.metric("hedger", "hedge_inflight") == 0);
    assertThat(lab.metric("hedger", "hedge_wasted_ms_sum")).isGreaterThan(before + 20);
  }

  @Test
  void aBackendThatDoesNotHonourCancelWastesTheWork() {
    lab.slowAll(150);
    lab.knob("backend.honours_cancel", false);
    var before = lab.atBackends("hedge_wasted_ms_sum");
    lab.item(Variant.ALL);
    lab.item(Variant.HEDGE_FIXED);
    until(() -> lab.atBackends("backend_busy") == 0);
    until(() -> lab.atBackends("hedge_wasted_ms_sum") > before + 20);
  }

  @Test
  void allSendsTwoAtOnce() {
    lab.slowAll(50);
    var before = lab.atBackends("backend_executions_total");
    var result = lab.item(Variant.ALL);
    assertThat(result.getInteger("hedges")).isEqualTo(1);
    assertThat(lab.atBackends("backend_executions_total")).isEqualTo(before + 2);
  }

  @Test
  void twoHedgesUseAllThreeBackends() {
    lab.slowAll(400);
    lab.knobs(new JsonObject().put("max_hedges", 2).put("delay_ms", 30));
    var before = Backends.NAMES.stream().map(this::executions).toList();
    assertThat(lab.item(Variant.HEDGE_FIXED).getInteger("hedges")).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      assertThat(executions(Backends.NAMES.get(i))).isEqualTo(before.get(i) + 1);
    }
  }

  @Test
  void theAdaptiveDelayFollowsTheLatency() {
    assertThat(lab.item(Variant.HEDGE_ADAPTIVE).getDouble("delay_ms")).isEqualTo(200);
    lab.slowAll(20);
    var load =
        IntStream.range(0, 120)
            .mapToObj(i -> lab.begin("frontend", "/api/items/1?strategy=hedge-adaptive"))
            .toList();
    load.forEach(request -> assertThat(request.join().statusCode()).isEqualTo(200));
    until(() -> lab.item(Variant.HEDGE_ADAPTIVE).getDouble("delay_ms") < 200);
  }

  @Test
  void anEmptyBucketSuppressesTheHedge() {
    lab.slowAll(350); // later than the 200 ms that it waits while it knows nothing
    lab.knobs(new JsonObject().put("ratio", 0).put("burst", 1));
    lab.post("hedger", "/admin/reset-stats", NOTHING);
    var before = lab.metric("hedger", "hedge_suppressed_total", "reason=\"budget\"");
    assertThat(lab.item(Variant.HEDGE_BUDGET).getInteger("hedges")).isEqualTo(1);
    assertThat(lab.metric("hedger", "hedge_tokens")).isZero();
    assertThat(lab.item(Variant.HEDGE_BUDGET).getInteger("hedges")).isZero();
    assertThat(lab.metric("hedger", "hedge_suppressed_total", "reason=\"budget\""))
        .isEqualTo(before + 1);
  }

  @Test
  void aFailedAttemptFailsOver() {
    lab.put("backend-1", "/admin/faults", new JsonObject().put("error_rate", 1));
    var results = lab.items(Variant.HEDGE_FIXED, 3);
    assertThat(results)
        .filteredOn(result -> result.getString("result_type").equals("failover"))
        .hasSize(1);
    assertThat(results).noneMatch(result -> result.getString("backend").equals("backend-1"));
    var direct =
        IntStream.range(0, 3)
            .map(i -> lab.get("frontend", "/api/items/1?strategy=direct").statusCode())
            .boxed()
            .toList();
    assertThat(direct).containsExactlyInAnyOrder(200, 200, 502);
  }

  @Test
  void whenAllAttemptsFailTheyAreListed() {
    for (var backend : Backends.NAMES) {
      lab.put(backend, "/admin/faults", new JsonObject().put("error_rate", 1));
    }
    var problem =
        new JsonObject(
            expect(502, lab.get("hedger", "/process", "X-Lab-Variant", "hedge-fixed")).body());
    assertThat(problem.getJsonArray("attempts")).hasSize(2);
    assertThat(problem.getJsonArray("tried")).hasSize(2);
    expect(502, lab.get("frontend", "/api/items/1?strategy=hedge-fixed"));
  }

  @Test
  void theDeadlineOfTheCallerEndsItAll() {
    lab.slowAll(2000);
    var response =
        lab.get("hedger", "/process", "X-Timeout-Budget-Ms", "120", "X-Lab-Variant", "hedge-fixed");
    expect(504, response);
    until(() -> lab.atBackends("backend_busy") == 0);
  }

  @Test
  void whoLeavesTakesAllCopiesAlong() {
    lab.slowAll(5000);
    var busy = lab.begin("frontend", "/api/items/1?strategy=all");
    until(() -> lab.atBackends("backend_busy") == 2);
    busy.cancel(true);
    until(() -> lab.atBackends("backend_busy") == 0);
    until(() -> lab.metric("hedger", "hedge_inflight") == 0);
  }

  @Test
  void aTiedTwinThatComesLateFindsItselfCalledOff() {
    lab.slowAll(120);
    lab.knob("tie_delay_ms", 60);
    lab.knob("backend.model", "queue");
    var executed = lab.atBackends("backend_executions_total");
    var dropped = lab.atBackends("hedge_cancelled_total", "phase=\"queued\"");
    assertThat(lab.items(Variant.TIED, 10))
        .allMatch(result -> result.getString("result_type").equals("primary_won"));
    assertThat(lab.atBackends("backend_executions_total")).isBetween(executed + 10, executed + 11);
    assertThat(lab.atBackends("hedge_cancelled_total", "phase=\"queued\""))
        .isBetween(dropped + 9, dropped + 10);
  }

  @Test
  void aTiedTwinInAQueueIsDroppedOverTheBus() {
    lab.knobs(new JsonObject().put("backend.model", "queue").put("backend.slots", 1));
    lab.slow("backend-1", 300);
    lab.slow("backend-2", 700);
    lab.slow("backend-3", 1100);
    var executed = lab.atBackends("backend_executions_total");
    var dropped = lab.atBackends("hedge_cancelled_total", "phase=\"queued\"");
    var busy =
        IntStream.range(0, 3)
            .mapToObj(i -> lab.begin("frontend", "/api/items/1?strategy=direct"))
            .toList();
    until(() -> lab.atBackends("backend_busy") == 3);
    var tied = lab.item(Variant.TIED);
    busy.forEach(request -> assertThat(request.join().statusCode()).isEqualTo(200));
    assertThat(tied.getInteger("hedges")).isEqualTo(1);
    assertThat(lab.atBackends("backend_executions_total")).isEqualTo(executed + 4);
    assertThat(lab.atBackends("hedge_cancelled_total", "phase=\"queued\"")).isEqualTo(dropped + 1);
    until(() -> lab.atBackends("backend_queue") == 0);
  }

  @Test
  void aHedgedPostThatMustNotBeRepeatedIsAConflict() {
    var response = lab.post("frontend", "/api/items/1?strategy=hedge-fixed", NOTHING);
    assertThat(new JsonObject(expect(409, response).body()).getString("type"))
        .isEqualTo("/problems/not-hedgeable");
    expect(200, lab.post("frontend", "/api/items/1?strategy=direct", NOTHING));
  }

  @Test
  void aPostThatAsksForNothingIsSentOnce() {
    lab.slowAll(100);
    lab.knobs(new JsonObject().put("strategy", "hedge-fixed").put("delay_ms", 20));
    var suppressed = lab.metric("hedger", "hedge_suppressed_total", "reason=\"method\"");
    var effects = effects("applied");
    var result = new JsonObject(expect(200, lab.post("frontend", "/api/items/1", NOTHING)).body());
    assertThat(result.getJsonObject("result").getInteger("hedges")).isZero();
    assertThat(effects("applied")).isEqualTo(effects + 1);
    assertThat(lab.metric("hedger", "hedge_suppressed_total", "reason=\"method\""))
        .isEqualTo(suppressed + 1);
  }

  @Test
  void unsafeHedgingHasTwoEffectsAndAKeyPreventsTheSecond() {
    lab.slowAll(150);
    lab.knobs(new JsonObject().put("unsafe", true).put("delay_ms", 20));
    var applied = effects("applied");
    expect(200, lab.post("frontend", "/api/items/1?strategy=hedge-fixed", NOTHING));
    assertThat(effects("applied")).isEqualTo(applied + 2);

    lab.knob("unsafe", false);
    var prevented = effects("prevented");
    var keyed =
        lab.post(
            "frontend",
            "/api/items/1?strategy=hedge-fixed",
            NOTHING,
            "Idempotency-Key",
            "key-" + System.nanoTime());
    assertThat(
            new JsonObject(expect(200, keyed).body()).getJsonObject("result").getInteger("hedges"))
        .isEqualTo(1);
    assertThat(effects("applied")).isEqualTo(applied + 3);
    until(() -> effects("prevented") == prevented + 1);
  }

  @Test
  void correlatedItemsAreAsSlowEverywhere() {
    lab.knobs(new JsonObject().put("correlated", true).put("max_hedges", 0));
    for (var id : List.of("a", "b", "c")) {
      var works =
          IntStream.range(0, 3)
              .mapToObj(i -> traceOf("/api/items/" + id + "?strategy=direct"))
              .map(spans -> span(spans, "work").attributes().get("lab.injected_ms"))
              .distinct();
      assertThat(works).hasSize(1);
    }
  }

  @Test
  void theNaiveTraceHasOneSlowAttempt() {
    lab.slowAll(400);
    var spans = traceOf("/api/items/1?strategy=direct");
    assertThat(spans.stream().map(SpanRecord::name))
        .containsOnlyOnce("attempt 1")
        .containsOnlyOnce("work")
        .doesNotContain("attempt 2");
    var work = span(spans, "work");
    assertThat(work.durationMs()).isGreaterThanOrEqualTo(399);
    assertThat(work.attributes()).containsEntry("lab.injected_ms", 400L);
    assertThat(events(work)).containsExactly("begun");
    assertThat(spans).noneMatch(SpanRecord::failed);
  }

  @Test
  void theHedgedTraceShowsBothAttemptsTheWinnerAndTheCancelledOne() {
    lab.slowAll(20);
    lab.slow("backend-2", 2000);
    lab.knob("delay_ms", 100);
    var spans =
        IntStream.range(0, 3)
            .mapToObj(i -> traceOf("/api/items/1?strategy=hedge-fixed"))
            .filter(trace -> trace.stream().anyMatch(span -> span.name().equals("attempt 2")))
            .findFirst()
            .orElseThrow();
    var first = span(spans, "attempt 1");
    var second = span(spans, "attempt 2");
    assertThat(first.attributes())
        .containsEntry("hedge.kind", "first")
        .containsEntry("hedge.delay_ms", 100L)
        .containsEntry("backend", "backend-2");
    assertThat(second.attributes())
        .containsEntry("hedge.kind", "hedge")
        .containsEntry("hedge.delay_ms", 100L)
        .hasEntrySatisfying("backend", at -> assertThat(at).isIn("backend-1", "backend-3"));
    assertThat(second.start()).isAfterOrEqualTo(first.start().plusMillis(99));
    assertThat(second.start()).isBefore(first.start().plusMillis(400));
    assertThat(first.parentSpanId()).isEqualTo(second.parentSpanId());
    assertThat(events(first)).containsExactly("cancelled");
    assertThat(events(second)).isEmpty();
    assertThat(spans).noneMatch(SpanRecord::failed);

    var hedger = parent(spans, first);
    assertThat(hedger.service()).isEqualTo("hedger");
    assertThat(hedger.attributes()).containsEntry("lab.variant", "hedge-fixed");
    assertThat(hedger.events())
        .filteredOn(event -> event.name().equals("won"))
        .singleElement()
        .satisfies(event -> assertThat(event.attributes()).containsEntry("attempt", 2L));

    var stopped =
        spans.stream()
            .filter(span -> span.service().equals("backend-2") && span.name().equals("work"))
            .findFirst()
            .orElseThrow();
    assertThat(stopped.events())
        .filteredOn(event -> event.name().equals("cancelled"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat((Long) event.attributes().get("after_ms")).isBetween(100L, 1900L);
              assertThat(event.attributes()).containsEntry("phase", "running");
            });
  }

  @Test
  void aHangingBackendIsHedged() {
    lab.slowAll(20);
    lab.put("backend-3", "/admin/faults", new JsonObject().put("hang", true));
    var results = lab.items(Variant.HEDGE_FIXED, 3); // one of them has its turn at backend-3
    assertThat(results)
        .filteredOn(result -> result.getString("result_type").equals("hedge_won"))
        .hasSize(1);
    assertThat(results).noneMatch(result -> result.getString("backend").equals("backend-3"));
    until(() -> lab.metric("hedger", "hedge_inflight") == 0);
  }

  @Test
  void aHedgeThatWonLogsWhatItHasSaved() {
    lab.slowAll(20);
    lab.slow("backend-1", 2000);
    lab.items(Variant.HEDGE_FIXED, 3);
    assertThat(lab.running.store().logs())
        .filteredOn(line -> line.message().equals("request hedged"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.attributes())
                    .containsKeys("delay_ms", "winner", "tokens", "saved_estimate_ms"));
  }

  @Test
  void oneLogLinePerHedgedRequest() {
    lab.slowAll(150);
    lab.item(Variant.HEDGE_FIXED);
    lab.item(Variant.DIRECT);
    var lines =
        lab.running.store().logs().stream()
            .filter(line -> line.message().equals("request hedged"))
            .toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().attributes())
        .containsKeys("delay_ms", "winner", "latency_ms", "tokens", "result");
  }

  private static List<SpanRecord> traceOf(String path) {
    var id =
        expect(200, lab.get("frontend", path)).headers().firstValue("X-Trace-Id").orElseThrow();
    until(() -> lab.atBackends("backend_busy") == 0);
    return lab.running.trace(id).spans();
  }

  private double executions(String backend) {
    return lab.metric(backend, "backend_executions_total");
  }

  private static double effects(String result) {
    return lab.atBackends("backend_effects_total", "result=\"" + result + "\"");
  }

  private static SpanRecord span(List<SpanRecord> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  private static SpanRecord parent(List<SpanRecord> spans, SpanRecord child) {
    return spans.stream()
        .filter(span -> span.spanId().equals(child.parentSpanId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> events(SpanRecord span) {
    return span.events().stream().map(SpanRecord.Event::name).toList();
  }
}
