package io.distributedlab.service.telemetry;

import static io.distributedlab.service.telemetry.TracedVertx.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TelemetryConfig config =
      new TelemetryConfig("gateway", "lab", new TelemetryStore(), false, 1)
          .withConsole(new PrintStream(printed, true, UTF_8));

  @Test
  void lineOfARequestCarriesItsTraceAlsoAfterAnAsynchronousStep() {
    try (var service = TracedVertx.start(config)) {
      var port =
          service.serve(
              request ->
                  service
                      .vertx
                      .timer(5)
                      .onSuccess(
                          fired -> {
                            service
                                .telemetry
                                .log()
                                .info(
                                    "request served",
                                    Log.with("path", "/api/\"quoted\"").and("latency_ms", 41));
                            request.response().end();
                          }));
      await(service.get(service.to(port, "/")));
      var span = service.span("GET");
      var line = lines().getFirst();
      assertThat(line.fieldNames())
          .containsExactly(
              "timestamp",
              "level",
              "service",
              "message",
              "trace_id",
              "span_id",
              "latency_ms",
              "path");
      assertThat(line.getMap())
          .containsEntry("level", "INFO")
          .containsEntry("service", "gateway")
          .containsEntry("message", "request served")
          .containsEntry("trace_id", span.traceId())
          .containsEntry("span_id", span.spanId())
          .containsEntry("latency_ms", 41)
          .containsEntry("path", "/api/\"quoted\"");
      assertThat(line.getString("timestamp")).endsWith("Z");
      assertThat(Instant.parse(line.getString("timestamp"))).isBetween(span.start(), span.end());
      assertThat(service.store.logs(span.traceId())).extracting(LogLine::toJson).hasSize(1);
    }
  }

  @Test
  void lineOutsideOfATraceHasNoTraceId() {
    try (var service = TracedVertx.start(config)) {
      service.telemetry.log().warn("started");
      assertThat(lines().getFirst().fieldNames())
          .containsExactly("timestamp", "level", "service", "message");
    }
  }

  @Test
  void failureIsOneLineWithoutStackTrace() {
    try (var service = TracedVertx.start(config)) {
      service.telemetry.log().error("call failed", new IllegalStateException("closed"));
      assertThat(lines()).hasSize(1);
      assertThat(lines().getFirst().getString("exception"))
          .isEqualTo("java.lang.IllegalStateException: closed");
    }
  }

  @Test
  void numbersAndFlagsKeepTheirType() {
    try (var service = TracedVertx.start(config)) {
      service
          .telemetry
          .log()
          .info("x", Log.with("ratio", 0.5).and("cached", true).and("id", 7_000_000_000L));
      assertThat(lines().getFirst().getMap())
          .containsEntry("ratio", 0.5)
          .containsEntry("cached", true)
          .containsEntry("id", 7_000_000_000L);
    }
  }

  private List<JsonObject> lines() {
    return printed.toString(UTF_8).lines().map(JsonObject::new).toList();
  }
}
