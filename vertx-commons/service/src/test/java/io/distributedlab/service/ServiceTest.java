package io.distributedlab.service;

import static io.distributedlab.service.TestService.await;
import static io.distributedlab.service.TestService.get;
import static io.distributedlab.service.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starting and stopping: ready only when it can serve, and nothing in flight is lost. */
class ServiceTest {
  @Test
  void isReadyOnlyWhenItsVerticleHasStarted() {
    var directory = TestService.freePorts("alone");
    var mayStart = Promise.<Void>promise();
    var listening = Promise.<Service>promise();
    var starting =
        Service.start(
            config(directory),
            service ->
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    return service
                        .http()
                        .listen()
                        .onSuccess(up -> listening.complete(service))
                        .compose(up -> mayStart.future());
                  }
                });
    var service = await(listening.future());
    assertThat(get(service, "/ready").statusCode()).isEqualTo(503);
    assertThat(get(service, "/health").statusCode()).isEqualTo(200);
    mayStart.complete();
    await(starting);
    assertThat(get(service, "/ready").statusCode()).isEqualTo(200);
    await(service.stop());
  }

  @Test
  void whatIsInFlightIsAnsweredBeforeTheStop() throws Exception {
    var arrived = Promise.<Void>promise();
    var answer = Promise.<String>promise();
    var service =
        TestService.start(
            KnobSchema.NONE,
            s ->
                s.http()
                    .get(
                        "/slow",
                        r -> {
                          arrived.complete();
                          return answer.future();
                        }));
    var response =
        TestService.CLIENT.sendAsync(
            request(service, "/slow").GET().build(), BodyHandlers.ofString());
    await(arrived.future());
    var stopping = service.stop();
    assertThat(stopping.isComplete()).isFalse();
    answer.complete("served");
    assertThat(response.get(5, TimeUnit.SECONDS).body()).isEqualTo("\"served\"");
    await(stopping);
  }

  @Test
  void aFailedStartLeavesNothingOpen() throws IOException {
    var directory = TestService.freePorts("alone");
    var starting =
        Service.start(
            config(directory),
            service ->
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    return service
                        .http()
                        .listen()
                        .compose(up -> Future.failedFuture("cannot start"));
                  }
                });
    assertThatThrownBy(() -> await(starting)).hasMessageContaining("cannot start");
    try (var free = new ServerSocket(directory.resolve("alone").port())) {
      assertThat(free.isBound()).isTrue();
    }
  }

  private static ServiceConfig config(Directory directory) {
    return new ServiceConfig(
        "alone", "127.0.0.1", directory, KnobSchema.NONE, null, Telemetry.off("alone"));
  }
}
