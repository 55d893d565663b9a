package io.distributedlab.service.telemetry;

import static io.distributedlab.service.telemetry.TracedVertx.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScrapeTest {
  private static final String PROMETHEUS_3 =
      "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;q=0.3";

  @Test
  void exemplarOfTheLatencyHistogramIsTheTraceOfTheRequest() {
    try (var service = TracedVertx.start("a")) {
      var port =
          service.serve(
              request ->
                  service
                      .vertx
                      .timer(5)
                      .onSuccess(
                          fired -> {
                            timer(service).record(Duration.ofMillis(80));
                            request.response().end();
                          }));
      await(service.get(service.to(port, "/")));
      var traceId = service.span("GET").traceId();

      var open = service.telemetry.scrape(PROMETHEUS_3);
      assertThat(open.contentType())
          .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(open.body())
          .containsPattern(
              "lab_http_server_requests_seconds_bucket\\{[^}]*le=\"0\\.1\"} 1 # \\{[^}]*trace_id=\""
                  + traceId)
          .endsWith("# EOF\n");

      var text = service.telemetry.scrape("text/plain");
      assertThat(text.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(text.body())
          .contains("lab_http_server_requests_seconds_count{")
          .doesNotContain("trace_id");
    }
  }

  @Test
  void timersHaveTheBucketsOfTheLabs() {
    try (var service = TracedVertx.start("a")) {
      timer(service).record(Duration.ofMillis(1));
      for (var le :
          List.of("0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1.0", "+Inf")) {
        assertThat(service.telemetry.scrape(null).body())
            .contains("lab_http_server_requests_seconds_bucket{service=\"a\",le=\"" + le + "\"} 1");
      }
    }
  }

  @Test
  void unsampledRequestLeavesNoExemplar() {
    try (var service = TracedVertx.start("a")) {
      service.telemetry.sample(0);
      var port =
          service.serve(
              request -> {
                timer(service).record(Duration.ofMillis(80));
                request.response().end();
              });
      await(service.get(service.to(port, "/")));
      assertThat(service.telemetry.scrape(PROMETHEUS_3).body()).doesNotContain("trace_id");
    }
  }

  private static Timer timer(TracedVertx service) {
    return service.telemetry.meters().timer("lab.http.server.requests");
  }
}
