package io.distributedlab.service.telemetry;

import static io.distributedlab.service.telemetry.TracedVertx.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TelemetryTest {

  @Test
  void spanIsCurrentInEveryStepOfItsWorkAndInNoneOfTheCallers() {
    try (var service = TracedVertx.start("a")) {
      var port =
          service.serve(
              request ->
                  service
                      .telemetry
                      .span("work", span -> service.vertx.timer(5).map(fired -> current()))
                      .map(inside -> inside + " " + current())
                      .onSuccess(request.response()::end));
      var seen = await(service.body(service.to(port, "/"))).toString().split(" ");
      var work = service.span("work");
      var server = service.span("GET");
      assertThat(seen).containsExactly(work.spanId(), server.spanId());
      assertThat(work.parentSpanId()).isEqualTo(server.spanId());
      assertThat(work.kind()).isEqualTo("INTERNAL");
      assertThat(work.durationMs()).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void detachedWorkIsATraceOfItsOwnLinkedToTheSpanThatBeganIt() {
    try (var service = TracedVertx.start("a")) {
      var port =
          service.serve(
              request ->
                  service
                      .telemetry
                      .detached(
                          "refresh",
                          span ->
                              service
                                  .vertx
                                  .timer(5)
                                  .compose(
                                      fired ->
                                          service.telemetry.span(
                                              "load", inner -> Future.succeededFuture())))
                      .onSuccess(done -> request.response().end(current())));
      var after = await(service.body(service.to(port, "/"))).toString();
      var refresh = service.span("refresh");
      var server = service.span("GET");
      assertThat(after).isEqualTo(server.spanId());
      assertThat(refresh.parentSpanId()).isNull();
      assertThat(refresh.traceId()).isNotEqualTo(server.traceId());
      assertThat(refresh.links())
          .containsExactly(new SpanRecord.Link(server.traceId(), server.spanId()));
      assertThat(service.span("load").parentSpanId()).isEqualTo(refresh.spanId());
    }
  }

  @Test
  void spansSideBySideKeepTheirOwnChildren() {
    try (var service = TracedVertx.start("a")) {
      var both =
          service.onContext(
              () -> Future.all(nested(service, "left"), nested(service, "right")).mapEmpty());
      await(both);
      assertThat(service.span("in left").parentSpanId()).isEqualTo(service.span("left").spanId());
      assertThat(service.span("in right").parentSpanId()).isEqualTo(service.span("right").spanId());
    }
  }

  @Test
  void failedWorkMakesTheSpanAnErrorAndFailsTheFuture() {
    try (var service = TracedVertx.start("a")) {
      var failure = new IllegalStateException("full");
      var asynchronous = service.telemetry.span("async", span -> Future.failedFuture(failure));
      var thrown =
          service.telemetry.span(
              "thrown",
              span -> {
                throw failure;
              });
      assertThatThrownBy(() -> await(asynchronous)).isSameAs(failure);
      assertThatThrownBy(() -> await(thrown)).isSameAs(failure);
      for (var name : List.of("async", "thrown")) {
        assertThat(service.span(name).status()).isEqualTo("ERROR");
        assertThat(service.span(name).events()).hasSize(1);
      }
    }
  }

  @Test
  void consumerSpanEndsWithTheFutureOfTheHandler() {
    try (var service = TracedVertx.start("a")) {
      var release = new CompletableFuture<Void>();
      var entered = Promise.<Void>promise();
      service
          .vertx
          .eventBus()
          .consumer(
              "jobs",
              service.telemetry.consume(
                  "process job",
                  message -> {
                    entered.tryComplete();
                    return Future.fromCompletionStage(release, service.vertx.getOrCreateContext())
                        .compose(
                            go -> service.telemetry.span("step", s -> Future.succeededFuture()));
                  }));
      await(
          service.onContext(
              () ->
                  service.telemetry.span(
                      "root",
                      span -> {
                        service.vertx.eventBus().send("jobs", "x");
                        return Future.succeededFuture();
                      })));
      await(entered.future());
      service.span("send jobs");
      assertThat(service.store.spans()).noneMatch(span -> span.kind().equals("CONSUMER"));
      release.complete(null);
      var process = service.span("process job");
      assertThat(process.kind()).isEqualTo("CONSUMER");
      assertThat(process.parentSpanId()).isEqualTo(service.span("send jobs").spanId());
      assertThat(process.attributes()).containsEntry("messaging.destination.name", "jobs");
      var step = service.span("step");
      assertThat(step.parentSpanId()).isEqualTo(process.spanId());
      assertThat(process.end()).isAfterOrEqualTo(step.end());
      assertThat(service.store.spans()).hasSize(4);
    }
  }

  @Test
  void failedHandlerMakesItsSpanAnErrorAndIsLoggedInItsTrace() {
    try (var service = TracedVertx.start("a")) {
      service
          .vertx
          .eventBus()
          .consumer(
              "jobs",
              service.telemetry.consume(
                  "process job",
                  message -> {
                    throw new IllegalStateException("poison");
                  }));
      await(
          service.onContext(
              () ->
                  service.telemetry.span(
                      "root",
                      span -> {
                        service.vertx.eventBus().publish("jobs", "x");
                        return Future.succeededFuture();
                      })));
      var process = service.span("process job");
      assertThat(process.status()).isEqualTo("ERROR");
      assertThat(process.events()).hasSize(1);
      TracedVertx.until("log line", () -> !service.store.logs(process.traceId()).isEmpty());
      assertThat(service.store.logs(process.traceId()).getFirst().attributes())
          .containsEntry("exception", "java.lang.IllegalStateException: poison");
    }
  }

  @Test
  void messageOfAnUntracedSenderStillHasAConsumerSpan() {
    try (var service = TracedVertx.start("a")) {
      service
          .vertx
          .eventBus()
          .consumer(
              "jobs", service.telemetry.consume("process job", message -> service.vertx.timer(1)));
      service.vertx.eventBus().send("jobs", "x");
      var process = service.span("process job");
      assertThat(process.kind()).isEqualTo("CONSUMER");
      assertThat(process.parentSpanId()).isNull();
    }
  }

  @Test
  void samplingRatioAppliesToNewTracesAndCanBeChanged() {
    try (var service = TracedVertx.start("a")) {
      var port =
          service.serve(request -> request.response().end(String.valueOf(TraceContext.traceId())));
      service.telemetry.sample(0);
      assertThat(await(service.body(service.to(port, "/"))).toString()).isEqualTo("null");
      service.telemetry.sample(1);
      var sampled = await(service.body(service.to(port, "/"))).toString();
      TracedVertx.until("trace", () -> service.store.trace(sampled).isPresent());
      assertThat(service.store.spans()).hasSize(1);

      service.telemetry.sample(0.5);
      IntStream.range(0, 400).forEach(i -> await(service.get(service.to(port, "/"))));
      TracedVertx.until("spans", () -> service.store.spans().size() > 1);
      assertThat(service.store.spans().size()).isBetween(120, 280);
      assertThatThrownBy(() -> service.telemetry.sample(1.5))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void decisionOfTheCallerIsFollowed() {
    try (var service = TracedVertx.start("a")) {
      service.telemetry.sample(0);
      var port =
          service.serve(request -> request.response().end(String.valueOf(TraceContext.traceId())));
      var traceId = "0af7651916cd43dd8448eb211c80319c";
      var sampled =
          service.to(port, "/").putHeader("traceparent", "00-" + traceId + "-b7ad6b7169203331-01");
      assertThat(await(service.body(sampled)).toString()).isEqualTo(traceId);
      service.telemetry.sample(1);
      var unsampled =
          service.to(port, "/").putHeader("traceparent", "00-" + traceId + "-b7ad6b7169203331-00");
      assertThat(await(service.body(unsampled)).toString()).isEqualTo("null");
    }
  }

  @Test
  void twoServicesOfOneProcessDoNotMix() {
    var store = new TelemetryStore();
    try (var a = TracedVertx.start(new TelemetryConfig("service-a", "lab", store, false, 1));
        var b = TracedVertx.start(new TelemetryConfig("service-b", "lab", store, false, 1))) {
      a.telemetry.meters().counter("only.a").increment();
      var portB = b.serve(request -> request.response().end());
      var portA =
          a.serve(request -> a.get(a.to(portB, "/")).onComplete(done -> request.response().end()));
      await(a.get(a.to(portA, "/")));

      assertThat(a.telemetry.scrape(null).body())
          .contains("only_a_total{service=\"service-a\"}")
          .contains("vertx_pool_")
          .doesNotContain("service-b", "vertx_http_", "vertx_net_");
      assertThat(b.telemetry.scrape(null).body())
          .contains("vertx_pool_")
          .doesNotContain("service-a");
      TracedVertx.until("three spans", () -> store.spans().size() == 3);
      var trace = store.traces(1, null).getFirst();
      assertThat(trace.services()).containsExactly("service-a", "service-b");
      assertThat(trace.roots()).hasSize(1);
    }
  }

  @Test
  void jvmMetricsAreReportedByTheServiceThatIsAskedTo() {
    var config = new TelemetryConfig("a", "lab", null, false, 1);
    try (var with = TracedVertx.start(config.withJvm());
        var without = TracedVertx.start(config)) {
      assertThat(with.telemetry.scrape(null).body()).contains("jvm_memory_used_bytes");
      assertThat(without.telemetry.scrape(null).body()).doesNotContain("jvm_");
    }
  }

  @Test
  void disabledSdkRecordsNothingButStillLogs() {
    var store = new TelemetryStore();
    var config =
        new TelemetryConfig("a", "lab", store, false, 1)
            .withEnv(
                Map.of("OTEL_SDK_DISABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://x"));
    try (var service = TracedVertx.start(config)) {
      var port =
          service.serve(
              request -> {
                service.telemetry.log().info("served");
                request.response().end();
              });
      await(service.get(service.to(port, "/")));
      assertThat(store.logs()).hasSize(1);
      assertThat(store.spans()).isEmpty();
    }
  }

  @Test
  void offReportsNothing() {
    var telemetry = Telemetry.off("a");
    var vertx = telemetry.instrument(Vertx.builder(), new VertxOptions()).build();
    try {
      telemetry.meters().counter("x").increment();
      telemetry.log().info("x");
      var one = await(telemetry.span("x", span -> Future.succeededFuture(1)));
      assertThat(one.intValue()).isEqualTo(1);
      assertThat(telemetry.scrape(null).body()).isEmpty();
    } finally {
      await(vertx.close().compose(closed -> telemetry.close()));
    }
  }

  private static Future<Integer> nested(TracedVertx service, String name) {
    return service.telemetry.span(
        name,
        span ->
            service
                .vertx
                .timer(2)
                .compose(fired -> service.telemetry.span("in " + name, s -> service.vertx.timer(2)))
                .map(1));
  }

  private static String current() {
    return Span.current().getSpanContext().getSpanId();
  }
}
