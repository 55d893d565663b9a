package io.distributedlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.http.Json;
import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The variants are the same chain, and report what their names say. */
@ExtendWith(VertxExtension.class)
class ChainTest {
  private static final Ports PORTS = Ports.from(25080);
  private static final Chain CHAIN = new Chain("service-a", true, 0, new Hop("service-b", true, 0));

  @Test
  void theBareChainAnswersAsTheOtherOneDoes(Vertx vertx, VertxTestContext test) {
    BareChain.start(Ports.from(25090))
        .compose(
            started ->
                ask(vertx, 25090)
                    .eventually(() -> Future.all(started.stream().map(v -> v.close()).toList())))
        .onComplete(
            test.succeeding(
                reply ->
                    test.verify(
                        () -> {
                          assertThat(reply.service()).isEqualTo("gateway");
                          assertThat(reply.chain()).isEqualTo(CHAIN);
                          test.completeNow();
                        })));
  }

  @Test
  void aRequestLeavesOneTraceAndFourLines(Vertx vertx, VertxTestContext test) {
    var store = new TelemetryStore();
    LabChain.start(PORTS, Variant.telemetry(store, false), true)
        .compose(
            services ->
                ask(vertx, PORTS.gateway())
                    .eventually(() -> Future.all(services.stream().map(s -> s.stop()).toList())))
        .onComplete(
            test.succeeding(
                reply ->
                    test.verify(
                        () -> {
                          assertThat(reply.chain()).isEqualTo(CHAIN);
                          assertThat(store.traces(10, null)).hasSize(1);
                          assertThat(store.spans())
                              .extracting(SpanRecord::name)
                              .containsExactlyInAnyOrder(
                                  "GET /api/process",
                                  "GET service-a",
                                  "GET /process",
                                  "work",
                                  "GET service-b",
                                  "GET /process",
                                  "work");
                          assertThat(store.logs()).hasSize(4);
                          test.completeNow();
                        })));
  }

  @Test
  void theLoadCountsAnswersAndFailsOnAnythingElse(Vertx vertx, VertxTestContext test) {
    var load = new ClosedLoop(vertx, 2);
    var round = Duration.ofMillis(200);
    LabChain.start(PORTS, Telemetry::off, false)
        .compose(
            services ->
                load.run(PORTS.gateway(), ChainBench.PATH, round)
                    .compose(
                        answers ->
                            load.run(PORTS.gateway(), "/nothing", round)
                                .transform(refused -> Future.succeededFuture(refused.failed()))
                                .map(failed -> failed && answers > 0))
                    .eventually(() -> Future.all(services.stream().map(s -> s.stop()).toList())))
        .onComplete(
            test.succeeding(
                both ->
                    test.verify(
                        () -> {
                          assertThat(both).isTrue();
                          test.completeNow();
                        })));
  }

  private static Future<GatewayReply> ask(Vertx vertx, int port) {
    return vertx
        .createHttpClient()
        .request(HttpMethod.GET, port, Ports.HOST, ChainBench.PATH)
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::body)
        .map(body -> Json.read(body, GatewayReply.class));
  }
}
