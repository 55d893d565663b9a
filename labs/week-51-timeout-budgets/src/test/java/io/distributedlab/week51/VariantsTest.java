package io.distributedlab.week51;

import static io.distributedlab.week51.Chain.json;
import static io.distributedlab.week51.Chain.until;
import static io.distributedlab.week51.DeadlineVariant.ABSOLUTE;
import static io.distributedlab.week51.DeadlineVariant.ADMIT;
import static io.distributedlab.week51.DeadlineVariant.BOUNDARY;
import static io.distributedlab.week51.DeadlineVariant.CANCEL;
import static io.distributedlab.week51.DeadlineVariant.ENFORCE;
import static io.distributedlab.week51.DeadlineVariant.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.knobs.Knob;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each variant does with a request that can finish in time, and with one that cannot. */
class VariantsTest {
  private static final int PLENTY = 5000;
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
  void calm() {
    chain.calm();
  }

  @AfterEach
  void nothingIsLeftBehind() {
    until(chain::atRest);
  }

  @ParameterizedTest
  @EnumSource(DeadlineVariant.class)
  void withTimeEnoughEveryVariantAnswersTheNestedChain(DeadlineVariant variant) {
    var response = chain.process(variant, PLENTY);
    assertThat(response.statusCode()).isEqualTo(200);
    var hops = hops(json(response));
    assertThat(hops).extracting(hop -> hop.getString("service")).isEqualTo(Chain.SERVICES);
    assertThat(hops)
        .allSatisfy(hop -> assertThat(hop.getString("mode")).isEqualTo(Knob.wireName(variant)))
        .allSatisfy(hop -> assertThat(hop.getBoolean("budget_exhausted")).isFalse())
        .allSatisfy(
            hop ->
                assertThat(hop.getString("trace_id"))
                    .isEqualTo(response.headers().firstValue("X-Trace-Id").orElseThrow()));
    assertThat(hops)
        .first()
        .satisfies(hop -> assertThat(hop.getLong("local_work_ms")).isBetween(9L, 500L));
    assertThat(Long.parseLong(response.headers().firstValue("X-Work-Ms").orElseThrow()))
        .isBetween(98L, 1500L);
  }

  @ParameterizedTest
  @EnumSource(names = {"BOUNDARY", "ENFORCE", "CANCEL", "ADMIT", "ABSOLUTE"})
  void theBudgetShrinksByWorkAndAllowance(DeadlineVariant variant) {
    var received =
        hops(json(chain.process(variant, PLENTY))).stream()
            .map(hop -> hop.getLong("received_budget_ms"))
            .toList();
    assertThat(received.get(0)).isEqualTo(PLENTY);
    assertThat(received.get(1)).isBetween(PLENTY - 530L, PLENTY - 30L);
    assertThat(received.get(2)).isBetween(received.get(1) - 540, received.get(1) - 40);
    assertThat(received.get(3)).isBetween(received.get(2) - 550, received.get(2) - 50);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "FIXED"})
  void withoutADeadlineOnTheWireADoomedRequestSucceedsTooLate(DeadlineVariant variant) {
    slowC(400);
    var response = chain.process(variant, DOOMED);
    assertThat(response.statusCode()).isEqualTo(200);
    var hops = hops(json(response));
    assertThat(hops.getFirst().getBoolean("budget_exhausted")).isTrue();
    assertThat(hops.getFirst().getLong("remaining_budget_ms")).isNegative();
    assertThat(hops.getLast().getValue("received_budget_ms")).isNull();
  }

  @Test
  void atBoundariesADoomedRequestIsNoticedOnlyWhenTheDeadlineHasPassed() {
    slowC(400);
    var before = chain.workAfter("service-c");
    var problem = lateness(chain.process(BOUNDARY, DOOMED));
    assertThat(problem.getString("service")).isEqualTo("service-b");
    assertThat(problem.getString("hop")).isEqualTo("service-c");
    assertThat(problem.getString("phase")).isEqualTo("call");
    until(() -> chain.workAfter("service-c") - before > 100);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENFORCE", "CANCEL", "ADMIT", "ABSOLUTE"})
  void anEnforcedDeadlineStopsTheInnermostServiceWhichSaysSo(DeadlineVariant variant) {
    slowC(4000);
    var before = chain.workAfter("service-c");
    var problem = lateness(chain.process(variant, DOOMED));
    assertThat(problem.getString("service")).isEqualTo("service-c");
    assertThat(problem.getString("hop")).isEqualTo("service-c");
    assertThat(problem.getString("phase")).isEqualTo("local");
    assertThat(problem.getLong("received_ms")).isBetween(1L, DOOMED - 120L);
    assertThat(problem.getLong("elapsed_ms")).isLessThanOrEqualTo(problem.getLong("received_ms"));
    assertThat(problem.getLong("work_skipped_ms")).isBetween(3000L, 4040L);
    until(chain::atRest);
    assertThat(chain.workAfter("service-c") - before).isLessThan(100);
  }

  @Test
  void overTheEventBusTheDeadlineIsKeptAsWell() {
    chain.knobs("{\"transport\":\"bus\"}");
    assertThat(chain.process(ENFORCE, PLENTY).statusCode()).isEqualTo(200);
    assertThat(chain.process(ABSOLUTE, PLENTY).statusCode()).isEqualTo(200);
    assertThat(chain.process(NONE, PLENTY).statusCode()).isEqualTo(200);
    slowC(4000);
    for (var variant : List.of(ENFORCE, ABSOLUTE)) {
      var problem = lateness(chain.process(variant, DOOMED));
      assertThat(problem.getString("service")).isEqualTo("service-c");
      assertThat(problem.getString("phase")).isEqualTo("local");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "bus"})
  void aDepartureFreesTheSlotAndTheCallsBeforeIt(String transport) {
    chain.knobs("{\"transport\":\"" + transport + "\",\"c.work_ms\":10000}");
    var cancelled = Chain.SERVICES.stream().map(s -> chain.outcome(s, "cancelled")).toList();
    var request = chain.processing(CANCEL, 60_000);
    until(() -> chain.busy() == 1);
    request.cancel(true);
    until(chain::atRest);
    assertThat(Chain.SERVICES.stream().map(s -> chain.outcome(s, "cancelled")).toList())
        .isEqualTo(cancelled.stream().map(count -> count + 1).toList());
  }

  @Test
  void withoutCancellationWorkGoesOnAfterADeparture() {
    chain.knobs("{\"c.work_ms\":700}");
    var cancelled = chain.outcome("service-c", "cancelled");
    var done = chain.outcome("service-c", "ok");
    var request = chain.processing(ENFORCE, PLENTY);
    until(() -> chain.busy() == 1);
    request.cancel(true);
    until(chain::atRest);
    assertThat(chain.outcome("service-c", "ok")).isEqualTo(done + 1);
    assertThat(chain.outcome("service-c", "cancelled")).isEqualTo(cancelled);
  }

  @Test
  void aDepartureWhileWaitingForASlotLeavesTheQueue() {
    chain.knobs("{\"c.work_ms\":10000,\"c.capacity\":1}");
    var working = chain.processing(CANCEL, 60_000);
    until(() -> chain.busy() == 1);
    var waiting = chain.processing(CANCEL, 60_000);
    until(() -> chain.queued() == 1);
    waiting.cancel(true);
    until(() -> chain.queued() == 0);
    assertThat(chain.busy()).isEqualTo(1);
    working.cancel(true);
  }

  @Test
  void aDeadlineThatPassesInTheQueueSaysSo() {
    chain.knobs("{\"c.work_ms\":2000,\"c.capacity\":1}");
    var working = chain.processing(ENFORCE, PLENTY);
    until(() -> chain.busy() == 1);
    var problem = lateness(chain.process(ENFORCE, DOOMED));
    assertThat(problem.getString("phase")).isEqualTo("queued");
    assertThat(problem.getLong("work_skipped_ms")).isEqualTo(2000);
    assertThat(working.join().statusCode()).isEqualTo(200);
  }

  @Test
  void aWarmEstimateRefusesTheDoomedBeforeAnyWork() {
    slowC(400);
    warm();
    var worked = chain.metric("frontend", "work_ms_total");
    var problem = refusal();
    assertThat(problem.getString("service")).isEqualTo("frontend");
    assertThat(problem.getLong("needed_ms")).isBetween(518L, 3000L);
    assertThat(problem.getLong("remaining_ms")).isBetween(1L, 400L);
    assertThat(chain.metric("frontend", "work_ms_total")).isEqualTo(worked);
    assertThat(chain.process(ADMIT, PLENTY).statusCode()).isEqualTo(200);
  }

  @Test
  void aProbeIsRefusedNowhere() {
    slowC(400);
    warm();
    var problem = lateness(chain.process(ADMIT, 400, Arrival.PROBE_HEADER, "true"));
    assertThat(problem.getString("type")).endsWith("deadline-exceeded");
    assertThat(problem.getString("service")).isEqualTo("service-c");
  }

  @Test
  void aQueueThatIsTooLongRefusesOnArrival() {
    chain.knobs("{\"c.work_ms\":400,\"c.capacity\":1,\"est.floor_ms\":400}");
    var crowd = IntStream.range(0, 4).mapToObj(i -> chain.processing(ENFORCE, 20_000)).toList();
    until(() -> chain.queued() == 3);
    var problem =
        Stream.generate(() -> chain.atServiceC(ADMIT, 1500))
            .limit(3) // one in a hundred is tried nevertheless
            .toList()
            .stream()
            .map(answer -> lateness(answer.join()))
            .filter(told -> told.getString("type").endsWith("budget-insufficient"))
            .findFirst()
            .orElseThrow();
    assertThat(problem.getString("service")).isEqualTo("service-c");
    assertThat(problem.getLong("needed_ms")).isBetween(4 * 400L + 420, 6 * 400L + 420);
    crowd.forEach(CompletableFuture::join);
  }

  @Test
  void aClockThatIsAheadTakesFromAnAbsoluteBudgetOnly() {
    chain.fault("service-b", "{\"clock_offset_ms\":5000}");
    var problem = lateness(chain.process(ABSOLUTE, PLENTY - 1000));
    assertThat(problem.getString("service")).isEqualTo("service-b");
    assertThat(problem.getString("phase")).isEqualTo("arrival");
    assertThat(chain.process(ENFORCE, PLENTY - 1000).statusCode()).isEqualTo(200);
  }

  @Test
  void aServiceThatIgnoresDeadlinesBreaksTheChain() {
    chain.knobs("{\"a.mode\":\"ignore\"}");
    var missing = chain.metric("service-b", "deadline_missing_total");
    var hops = hops(json(chain.process(ENFORCE, PLENTY)));
    assertThat(hops.get(2).getLong("received_budget_ms")).isEqualTo(1000); // the default
    assertThat(chain.metric("service-b", "deadline_missing_total")).isEqualTo(missing + 1);
  }

  private static void slowC(int ms) {
    chain.knobs("{\"c.slow_ms\":" + ms + "}");
  }

  /** Sixty successes at once: enough samples at every service. */
  private static void warm() {
    chain.knobs("{\"c.capacity\":100}");
    Stream.generate(() -> chain.processing(ENFORCE, 10_000))
        .limit(60)
        .toList()
        .forEach(request -> assertThat(request.join().statusCode()).isEqualTo(200));
  }

  /** One in a hundred is tried nevertheless. */
  private static JsonObject refusal() {
    return Stream.generate(() -> lateness(chain.process(ADMIT, 400)))
        .limit(5)
        .filter(problem -> problem.getString("type").endsWith("budget-insufficient"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject lateness(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return json(response);
  }

  private static List<JsonObject> hops(JsonObject frontend) {
    return Stream.iterate(frontend, hop -> hop != null, hop -> hop.getJsonObject("downstream"))
        .toList();
  }
}
