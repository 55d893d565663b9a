package io.distributedlab.service.faults;

import static io.distributedlab.service.TestService.await;
import static io.distributedlab.service.TestService.get;
import static io.distributedlab.service.TestService.put;
import static io.distributedlab.service.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.Service;
import io.distributedlab.service.TestService;
import io.distributedlab.service.knobs.KnobSchema;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultPointTest {
  private static final String POINT = "after-send";

  private final List<Context> contexts = new CopyOnWriteArrayList<>();
  private final AtomicInteger crashes = new AtomicInteger();
  private final Service service = start();

  private Service start() {
    return TestService.start(
        KnobSchema.NONE,
        s -> {
          s.faults()
              .declare(POINT, "the request is out, its answer not in")
              .declare("before-send", "nothing is out");
          s.http().get("/send", r -> send(s));
        });
  }

  private Future<String> send(Service s) {
    contexts.add(Vertx.currentContext());
    return s.faults()
        .point(POINT)
        .map(
            reached -> {
              contexts.add(Vertx.currentContext());
              return "sent";
            });
  }

  @AfterEach
  void stop() {
    await(crashes.get() == 0 ? service.stop() : service.telemetry().close());
  }

  @Test
  void anUnusedPointIsPassedAtOnce() {
    assertThat(service.faults().point(POINT).succeeded()).isTrue();
    assertThat(get(service, "/send").statusCode()).isEqualTo(200);
    assertThat(point().getInteger("reached")).isZero();
    assertThat(point().getString("meaning")).isEqualTo("the request is out, its answer not in");
  }

  @Test
  void pausedWorkWaitsIsCountedAndGoesOnOnItsContext() throws Exception {
    arm("pause", 1, 0);
    var waiting = IntStream.range(0, 3).mapToObj(i -> call()).toList();
    await(until("waiting", 3));
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    arm("off", 1, 0);
    for (var call : waiting) {
      assertThat(call.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(point().getInteger("waiting")).isZero();
    assertThat(contexts).hasSize(6);
    assertThat(contexts.subList(3, 6)).containsExactlyInAnyOrderElementsOf(contexts.subList(0, 3));
  }

  @Test
  void aBarrierLetsItsNumberGoTogetherAgainAndAgain() throws Exception {
    arm("barrier", 3, 0);
    for (var round = 1; round <= 2; round++) {
      var first = List.of(call(), call());
      await(until("waiting", 2));
      assertThat(first).noneMatch(CompletableFuture::isDone);
      assertThat(call().get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      for (var call : first) {
        assertThat(call.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      await(until("waiting", 0));
    }
  }

  @Test
  void theNextFewFailAndSettingItCountsAnew() throws Exception {
    arm("fail", 2, 1);
    assertThat(statuses(4)).containsExactly(200, 500, 500, 200);
    arm("fail", 2, 1);
    assertThat(statuses(2)).containsExactly(200, 500);
    fault("{\"latency_ms\":1}");
    assertThat(statuses(2)).containsExactly(500, 200);
  }

  @Test
  void aCrashBreaksTheConnectionAndIsDoneOnce() {
    service
        .faults()
        .onCrash(
            () -> {
              crashes.incrementAndGet();
              service.vertx().close();
            });
    arm("crash", 1, 1);
    assertThat(get(service, "/send").statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> call().get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(crashes).hasValue(1);
  }

  @Test
  void anUnknownPointIsNamedWithTheKnownOnes() {
    var response = put(service, "/admin/faults", "{\"point.nowhere\":\"pause\"}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("point.nowhere", "point.after-send", "point.before-send");
    assertThatThrownBy(() -> service.faults().point("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void eachServiceHasItsOwnPoints() {
    var other = start();
    arm("fail", 1, 0);
    assertThat(get(other, "/send").statusCode()).isEqualTo(200);
    assertThat(get(service, "/send").statusCode()).isEqualTo(500);
    await(other.stop());
  }

  private void arm(String action, int count, int skip) {
    fault(
        new JsonObject()
            .put("point.after-send", action)
            .put("point.after-send.count", count)
            .put("point.after-send.skip", skip)
            .encode());
  }

  private void fault(String json) {
    assertThat(put(service, "/admin/faults", json).statusCode()).isEqualTo(200);
  }

  private List<Integer> statuses(int calls) {
    return IntStream.range(0, calls).map(i -> get(service, "/send").statusCode()).boxed().toList();
  }

  private CompletableFuture<HttpResponse<String>> call() {
    return TestService.CLIENT.sendAsync(
        request(service, "/send").GET().build(), BodyHandlers.ofString());
  }

  private JsonObject point() {
    return new JsonArray(get(service, "/admin/faults/points").body())
        .stream()
            .map(JsonObject.class::cast)
            .filter(point -> point.getString("name").equals(POINT))
            .findFirst()
            .orElseThrow();
  }

  private Future<Void> until(String field, int value) {
    return service
        .vertx()
        .executeBlocking(() -> point().getInteger(field) == value)
        .compose(
            met ->
                met
                    ? Future.succeededFuture()
                    : service.vertx().timer(5).compose(tick -> until(field, value)));
  }
}
