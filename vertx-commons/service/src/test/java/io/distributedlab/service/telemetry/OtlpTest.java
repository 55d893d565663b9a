package io.distributedlab.service.telemetry;

import static io.distributedlab.service.telemetry.TracedVertx.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OtlpTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void spansAndLogsReachTheCollector() {
    var collector = Vertx.vertx();
    var received = new ConcurrentHashMap<String, String>();
    try {
      var port =
          await(
                  collector
                      .createHttpServer()
                      .requestHandler(
                          request ->
                              request
                                  .body()
                                  .onSuccess(
                                      body ->
                                          received.put(request.path(), body.toString(ISO_8859_1)))
                                  .onSuccess(body -> request.response().end()))
                      .listen(0, "127.0.0.1"))
              .actualPort();
      try (var service = TracedVertx.start(config("http://127.0.0.1:" + port + "/"))) {
        serveOne(service);
      }
      assertThat(received).containsOnlyKeys("/v1/traces", "/v1/logs");
      assertThat(received.get("/v1/traces"))
          .contains("lab-of-tests", "distributed-lab", "lab.name", "service.name", "GET");
      assertThat(received.get("/v1/logs")).contains("served");
      assertThat(printed.toString(UTF_8)).doesNotContain("WARN");
    } finally {
      await(collector.close());
    }
  }

  @Test
  void collectorThatRefusesIsReportedOnceAndDelaysNothing() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var records = new CopyOnWriteArrayList<LogRecord>();
    var recorder = recorder(records);
    Logger.getLogger("").addHandler(recorder);
    try {
      var service = TracedVertx.start(config("http://127.0.0.1:" + port));
      serveOne(service);
      TracedVertx.until("warning", () -> printed.toString(UTF_8).contains("WARN"));
      serveOne(service);
      assertThat(timeToClose(service)).isLessThan(Duration.ofMillis(2500));
    } finally {
      Logger.getLogger("").removeHandler(recorder);
    }
    assertThat(records).extracting(LogRecord::getMessage).isEmpty();
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().getFirst()).contains("no collector at http://127.0.0.1:" + port);
  }

  @Test
  void collectorThatNeverAnswersDelaysTheEndByTwoSecondsAtMost() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var service = TracedVertx.start(config("http://127.0.0.1:" + silent.getLocalPort()));
      serveOne(service);
      assertThat(timeToClose(service)).isLessThan(Duration.ofMillis(2500));
    }
  }

  private static Duration timeToClose(TracedVertx service) {
    await(service.vertx.close());
    var start = System.nanoTime();
    await(service.telemetry.close());
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void serveOne(TracedVertx service) {
    var port =
        service.serve(
            request -> {
              service.telemetry.log().info("served");
              request.response().end();
            });
    IntStream.range(0, 10).forEach(i -> await(service.get(service.to(port, "/"))));
  }

  private TelemetryConfig config(String endpoint) {
    return new TelemetryConfig("a", "lab-of-tests", new TelemetryStore(), false, 1)
        .withConsole(new PrintStream(printed, true, UTF_8))
        .withEnv(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));
  }

  private static Handler recorder(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        records.add(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private List<String> warnings() {
    return printed.toString(UTF_8).lines().filter(line -> line.contains("WARN")).toList();
  }
}
