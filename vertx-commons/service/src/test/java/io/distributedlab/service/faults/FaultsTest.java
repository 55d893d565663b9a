package io.distributedlab.service.faults;

import static io.distributedlab.service.TestService.await;
import static io.distributedlab.service.TestService.get;
import static io.distributedlab.service.TestService.put;
import static io.distributedlab.service.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.Service;
import io.distributedlab.service.TestService;
import io.distributedlab.service.knobs.KnobSchema;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final Service service =
      TestService.start(
          KnobSchema.NONE,
          s ->
              s.http()
                  .get("/work", r -> Future.succeededFuture("done"))
                  .get("/time", r -> Future.succeededFuture(s.clock().now().toString())));

  @AfterEach
  void stop() {
    await(service.stop());
  }

  @Test
  void latencyIsAddedToTheLabsRoutesOnly() {
    fault("{\"latency_ms\":150,\"jitter_ms\":50}");
    assertThat(millis("/work")).isBetween(150L, 1000L);
    assertThat(millis("/health")).isLessThan(150);
    fault("{\"latency_ms\":0,\"jitter_ms\":0}");
    assertThat(millis("/work")).isLessThan(150);
  }

  @Test
  void errorsAreInjectedAtTheirRate() {
    fault("{\"error_rate\":1}");
    assertThat(get(service, "/work").statusCode()).isEqualTo(500);
    fault("{\"error_rate\":0.5}");
    var errors = 0;
    for (var i = 0; i < 200; i++) {
      errors += get(service, "/work").statusCode() == 500 ? 1 : 0;
    }
    assertThat(errors).isBetween(60, 140); // 5.7 standard deviations
  }

  @Test
  void hangingRequestsGoOnWhenTheFaultEnds() throws Exception {
    fault("{\"hang\":true}");
    var waiting =
        TestService.CLIENT.sendAsync(
            request(service, "/work").GET().build(), BodyHandlers.ofString());
    await(until(() -> service.http().inFlight() == 1));
    assertThat(get(service, "/health").statusCode()).isEqualTo(200);
    assertThat(waiting.isDone()).isFalse();
    fault("{\"hang\":false}");
    assertThat(waiting.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void theWallClockCanBeWrong() {
    fault("{\"clock_offset_ms\":3600000}");
    var told = Instant.parse(get(service, "/time").body().replace("\"", ""));
    assertThat(Duration.between(Instant.now(), told)).isGreaterThan(Duration.ofMinutes(59));
  }

  @Test
  void anUnknownFaultChangesNothing() {
    var response = put(service, "/admin/faults", "{\"hang\":true,\"explode\":true}");
    assertThat(response.statusCode()).isEqualTo(422);
    var values = new JsonObject(get(service, "/admin/faults").body()).getJsonObject("values");
    assertThat(values.getBoolean("hang")).isFalse();
  }

  private void fault(String json) {
    assertThat(put(service, "/admin/faults", json).statusCode()).isEqualTo(200);
  }

  private long millis(String path) {
    var started = System.nanoTime();
    assertThat(get(service, path).statusCode()).isEqualTo(200);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  private Future<Void> until(java.util.function.BooleanSupplier holds) {
    return holds.getAsBoolean()
        ? Future.succeededFuture()
        : service.vertx().timer(5).compose(tick -> until(holds));
  }
}
