package io.distributedlab.service.http;

import static io.distributedlab.service.TestService.await;
import static io.distributedlab.service.TestService.get;
import static io.distributedlab.service.TestService.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.TestService;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sees of a peer that fails, is late, or sits behind a broken link. */
class PeerTest {
  private static final String[] HURRY = {Deadline.HEADER, "300"};
  private static final String[] PATIENCE = {Deadline.HEADER, "20000"};

  private final Directory directory = TestService.freePorts("front", "back", "nobody");
  private final AtomicInteger worked = new AtomicInteger();
  private final AtomicInteger departed = new AtomicInteger();
  private final Service back =
      start(
          "back",
          s ->
              s.http()
                  .get(
                      "/work",
                      r -> {
                        worked.incrementAndGet();
                        return Future.succeededFuture(new JsonObject().put("ok", true));
                      })
                  .get(
                      "/never",
                      r -> {
                        r.onDeparture(departed::incrementAndGet);
                        return Promise.<Void>promise().future();
                      })
                  .get("/budget", r -> Future.succeededFuture(r.deadline().remaining().toMillis()))
                  .get("/broken", r -> Future.failedFuture("defect"))
                  .get("/conflict", r -> Future.failedFuture(Problem.conflict("taken")))
                  .get(
                      "/deeper",
                      r -> Future.failedFuture(Problem.peerLate("deep", Duration.ofMillis(7))))
                  .get("/doomed", r -> Future.failedFuture(doomed()))
                  .get("/busy", r -> Future.failedFuture(overloaded())));
  private final Service front =
      start(
          "front",
          s ->
              s.http()
                  .get("/call/:path", r -> call(s, "back", r))
                  .get("/nobody/:path", r -> call(s, "nobody", r))
                  .get("/same-loop", r -> endsOnTheLoopOf(s, r)));

  private static Future<Boolean> endsOnTheLoopOf(Service service, Request request) {
    var loop = Thread.currentThread();
    return service
        .client("back")
        .within(request.deadline().less(Duration.ofMillis(50)))
        .get("/never")
        .transform(late -> Future.succeededFuture(Thread.currentThread() == loop));
  }

  private static Problem overloaded() {
    return Problem.overloaded("full", Duration.ofMillis(1500));
  }

  private static Problem doomed() {
    return Problem.of(504, "deadline-exceeded", "too late").with("phase", "local");
  }

  private static Future<JsonObject> call(Service service, String peer, Request request) {
    return service
        .client(peer)
        .within(request.deadline())
        .get("/" + request.param("path"))
        .map(reply -> new JsonObject().put("answer", reply.body().toString()));
  }

  private Service start(String name, java.util.function.Consumer<Service> routes) {
    return TestService.start(name, directory, KnobSchema.NONE, null, Telemetry.off(name), routes);
  }

  @AfterEach
  void stop() {
    await(front.stop());
    await(back.stop());
  }

  @ParameterizedTest
  @CsvSource({
    "/call/work,200,,",
    "/call/never,504,peer-late,back",
    "/call/broken,502,peer-failed,back",
    "/call/busy,502,peer-failed,back",
    "/call/deeper,504,peer-late,deep",
    "/call/doomed,504,deadline-exceeded,back",
    "/call/missing,404,not-found,",
    "/call/conflict,409,conflict,",
    "/nobody/work,502,peer-failed,nobody",
  })
  void failuresNameTheInnermostHop(String path, int status, String type, String hop) {
    var response = get(front, path, path.endsWith("never") ? HURRY : PATIENCE);
    assertThat(response.statusCode()).isEqualTo(status);
    if (type != null) {
      var problem = new JsonObject(response.body());
      assertThat(problem.getString("type")).isEqualTo("/problems/" + type);
      assertThat(problem.getString("hop")).isEqualTo(hop);
    }
  }

  @Test
  void aLatenessIsPassedOnWithAllItSays() {
    var problem = new JsonObject(get(front, "/call/doomed").body());
    assertThat(problem.getString("phase")).isEqualTo("local");
    assertThat(problem.getString("detail")).isEqualTo("too late");
    assertThat(problem.getInteger("peer_status")).isEqualTo(504);
  }

  @Test
  void anOverloadedServiceSaysWhenToComeBack() {
    assertThat(get(back, "/busy").statusCode()).isEqualTo(503);
    assertThat(get(back, "/busy").headers().firstValue("Retry-After")).hasValue("2");
  }

  @Test
  void aLateCallIsCancelledAtThePeer() {
    assertThat(get(front, "/call/never", HURRY).statusCode()).isEqualTo(504);
    await(until(back, () -> back.http().inFlight() == 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass", "drop"})
  void aLateCallIsToldOnTheEventLoopThatMadeIt(String link) {
    await(front.faults().knobs().change(new JsonObject().put("link.back", link)));
    assertThat(get(front, "/same-loop", HURRY).body()).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallTakenBackIsResetAtThePeer(boolean http2) {
    var peer = front.client("back");
    var call = (http2 ? peer.http2() : peer).call(HttpMethod.GET, "/never", null);
    await(until(back, () -> back.http().inFlight() == 1));
    call.cancel();
    call.cancel();
    var outcome = await(call.reply().map(r -> 200).otherwise(f -> ((Problem) f).status()));
    assertThat(outcome).isEqualTo(Call.CANCELLED);
    await(until(back, () -> back.http().inFlight() == 0));
    await(until(back, () -> departed.get() == 1));
  }

  @Test
  void threeHundredCallsShareOneHttp2Connection() {
    var calls =
        IntStream.range(0, 300).mapToObj(i -> front.client("back").http2().get("/work")).toList();
    await(Future.all(calls));
    assertThat(worked).hasValue(300);
  }

  @Test
  void aConnectionSurvivesManyResets() {
    var peer = front.client("back").http2();
    for (int round = 0; round < 3; round++) {
      var patient = peer.call(HttpMethod.GET, "/never", null);
      var calls =
          IntStream.range(0, 150).mapToObj(i -> peer.call(HttpMethod.GET, "/never", null)).toList();
      await(until(back, () -> back.http().inFlight() == 151));
      calls.forEach(Call::cancel);
      await(until(back, () -> back.http().inFlight() == 1));
      assertThat(patient.reply().isComplete()).as("a call beside 150 that were reset").isFalse();
      patient.cancel();
      await(until(back, () -> back.http().inFlight() == 0));
    }
  }

  @Test
  void theDeadlineTravelsAndShrinks() {
    var budget = get(front, "/call/budget", PATIENCE).body();
    assertThat(Long.parseLong(new JsonObject(budget).getString("answer"))).isBetween(1L, 20_000L);
    assertThat(get(front, "/call/work", Deadline.HEADER, "0").statusCode()).isEqualTo(504);
    assertThat(worked).hasValue(0);
  }

  @Test
  void aCutLinkIsNoticedAtOnce() {
    fault("{\"link.back\":\"cut\"}");
    assertThat(get(front, "/call/work").statusCode()).isEqualTo(502);
    assertThat(worked).hasValue(0);
  }

  @Test
  void aDroppedRequestIsNeverSeenByThePeer() {
    fault("{\"link.back\":\"drop\"}");
    assertThat(get(front, "/call/work", HURRY).statusCode()).isEqualTo(504);
    assertThat(worked).hasValue(0);
  }

  @Test
  void aLostReplyComesAfterTheWork() {
    fault("{\"link.back\":\"lose-reply\"}");
    assertThat(get(front, "/call/work", HURRY).statusCode()).isEqualTo(504);
    assertThat(worked).hasValue(1);
  }

  @Test
  void aDuplicatedRequestIsWorkedTwiceAndAnsweredOnce() {
    fault("{\"link.back\":\"duplicate\"}");
    assertThat(get(front, "/call/work").statusCode()).isEqualTo(200);
    await(until(back, () -> worked.get() == 2));
  }

  @Test
  void aSlowLinkCountsAgainstTheTimeout() {
    fault("{\"link.back.delay_ms\":100}");
    var started = System.nanoTime();
    assertThat(get(front, "/call/work").statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - started).isGreaterThan(100_000_000);
    assertThat(get(front, "/call/work", Deadline.HEADER, "50").statusCode()).isEqualTo(504);
  }

  private void fault(String json) {
    assertThat(put(front, "/admin/faults", json).statusCode()).isEqualTo(200);
  }

  private static Future<Void> until(Service service, java.util.function.BooleanSupplier holds) {
    return holds.getAsBoolean()
        ? Future.succeededFuture()
        : service.vertx().timer(5).compose(tick -> until(service, holds));
  }
}
