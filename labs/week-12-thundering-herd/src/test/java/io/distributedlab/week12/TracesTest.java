package io.distributedlab.week12;

import static io.distributedlab.week12.Lab12.expect;
import static io.distributedlab.week12.Lab12.joinAll;
import static io.distributedlab.week12.Lab12.json;
import static io.distributedlab.week12.Lab12.status;
import static io.distributedlab.week12.Lab12.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.SpanRecord;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What traces and log show of a herd. */
@ExtendWith(SharedLab.class)
class TracesTest {
  private static final int HERD = 9;

  private final Lab12 lab;

  TracesTest(Lab12 lab) {
    this.lab = lab;
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @Test
  void aHerdIsManyLoadsSideBySide() {
    answered(Variant.NAIVE, HERD);
    until(() -> named("db.load").size() == HERD);
    var loads = named("db.load");
    assertThat(loads.stream().map(SpanRecord::traceId).distinct()).hasSize(HERD);
    var lastBegun = loads.stream().map(SpanRecord::start).max(Instant::compareTo);
    var firstEnded = loads.stream().map(SpanRecord::end).min(Instant::compareTo);
    assertThat(lastBegun.orElseThrow()).isBefore(firstEnded.orElseThrow());
    assertThat(loads).allMatch(span -> "hot".equals(span.attributes().get("cache.key")));
  }

  @Test
  void whoWaitsForAFlightIsLinkedToItsLoad() {
    answered(Variant.SINGLEFLIGHT, Owners.NAMES.size());
    until(() -> named("cache.wait").size() == HERD - Owners.NAMES.size());
    var loads = named("db.load");
    assertThat(loads).hasSize(Owners.NAMES.size());
    for (var wait : named("cache.wait")) {
      var load = loads.stream().filter(span -> span.service().equals(wait.service())).findFirst();
      assertThat(wait.links())
          .containsExactly(
              new SpanRecord.Link(load.orElseThrow().traceId(), load.orElseThrow().spanId()));
      assertThat(wait.traceId()).isNotEqualTo(load.orElseThrow().traceId());
    }
  }

  @Test
  void everyAnswerHasATraceOfItsOwn() {
    var ids =
        answered(Variant.SINGLEFLIGHT, Owners.NAMES.size()).stream()
            .map(response -> json(response).getString("trace_id"));
    assertThat(ids.distinct()).hasSize(HERD);
  }

  @Test
  void aRefreshIsATraceOfItsOwnLinkedToItsRequest() {
    lab.knob("ttl_ms", 100);
    expect(200, lab.get("api-1", Variant.SWR, "hot"));
    lab.running.store().clear();
    var stale = new HttpResponse<?>[1];
    until(
        () -> {
          var response = lab.get("api-1", Variant.SWR, "hot");
          stale[0] = response;
          return status(response).equals("stale");
        });
    until(() -> named("refresh").size() == 1);
    var refresh = named("refresh").getFirst();
    assertThat(refresh.parentSpanId()).isNull();
    var request = new JsonObject((String) stale[0].body()).getString("trace_id");
    assertThat(refresh.links()).extracting(SpanRecord.Link::traceId).containsExactly(request);
    assertThat(named("db.load")).extracting(SpanRecord::traceId).containsExactly(refresh.traceId());
  }

  @Test
  void theLoadOfAnOwnerIsInTheTraceOfTheOneWhoAsked() {
    var owner = Owners.owner("hot");
    var asker = Owners.NAMES.stream().filter(api -> !api.equals(owner)).findFirst().orElseThrow();
    var id = json(expect(200, lab.get(asker, Variant.OWNER, "hot"))).getString("trace_id");
    var trace = lab.running.trace(id);
    assertThat(trace.spans().stream().filter(span -> span.name().equals("db.load")))
        .singleElement()
        .satisfies(load -> assertThat(load.service()).isEqualTo(owner));
  }

  @Test
  void stampedesAndFillsAreLogged() {
    answered(Variant.LEASE, 1);
    until(() -> !logged("fill").isEmpty());
    assertThat(logged("fill").getFirst()).containsEntry("key", "hot").containsKey("delta_ms");
    lab.calm();
    answered(Variant.NAIVE, HERD, "api-1");
    until(() -> !logged("stampede").isEmpty());
    assertThat(logged("stampede"))
        .singleElement()
        .satisfies(
            attributes ->
                assertThat(attributes).containsEntry("key", "hot").containsEntry("concurrent", 4L));
  }

  @Test
  void aRejectedLeaseIsLogged() {
    lab.fault("api-1", "point.after-read", "pause");
    var holder = lab.getting("api-1", Variant.LEASE, "p4");
    until(() -> lab.waitingAt("api-1", "after-read") == 1);
    lab.price("api-2", "p4", 4444);
    lab.fault("api-1", "point.after-read", "off");
    assertThat(status(Lab12.join(holder))).isEqualTo("rejected");
    until(() -> !logged("lease rejected").isEmpty());
    assertThat(logged("lease rejected").getFirst()).containsEntry("key", "p4").containsKey("token");
  }

  private List<HttpResponse<String>> answered(Variant strategy, int loads, String... only) {
    lab.faults("point.before-read", "pause");
    List<CompletableFuture<HttpResponse<String>>> herd =
        only.length == 0
            ? lab.herd(HERD, strategy, "hot")
            : IntStream.range(0, HERD)
                .mapToObj(i -> lab.getting(only[0], strategy, "hot"))
                .toList();
    until(() -> lab.sum("lab_inflight") == HERD && lab.waitingAtAll("before-read") == loads);
    lab.faults("point.before-read", "off");
    var responses = joinAll(herd);
    assertThat(responses).allMatch(response -> response.statusCode() == 200);
    return responses;
  }

  private List<SpanRecord> named(String name) {
    return lab.running.store().spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  private List<Map<String, Object>> logged(String message) {
    return lab.running.store().logs().stream()
        .filter(line -> line.message().equals(message))
        .map(line -> line.attributes())
        .toList();
  }
}
