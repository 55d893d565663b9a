package io.distributedlab.runner.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.Get;
import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where a trace is found that is exported too. */
class JaegerTest {
  private static final int PORT = 23_770;

  @Test
  void anExportedTraceSaysWhereJaegerHasIt() throws Exception {
    var store = new TelemetryStore();
    Telemetry.create(new TelemetryConfig("a", "lab", store, false, 1).withEnv(Map.of()))
        .span("work", span -> Future.succeededFuture());
    var id = store.spans().getFirst().traceId();
    var exported = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://x:4318", "JAEGER_PORT", "17000");
    assertThat(jaeger(store, id, exported)).isEqualTo("http://localhost:17000/trace/" + id);
    assertThat(jaeger(store, id, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://x:4318")))
        .isEqualTo("http://localhost:16686/trace/" + id);
    assertThat(jaeger(store, id, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ""))).isNull();
  }

  private static String jaeger(TelemetryStore store, String id, Map<String, String> env)
      throws Exception {
    var config =
        new ServiceConfig(
            "a",
            "127.0.0.1",
            Directory.loopback(Map.of("a", PORT), 0),
            KnobSchema.NONE,
            null,
            Telemetry.off("a"));
    var server = await(Service.start(config, service -> new Routes(service, store, env)));
    try {
      return new JsonObject(Get.get(PORT, "/admin/traces/" + id).body()).getString("jaeger");
    } finally {
      await(server.stop());
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static final class Routes extends VerticleBase {
    private final Service service;
    private final TelemetryStore store;
    private final Map<String, String> env;

    Routes(Service service, TelemetryStore store, Map<String, String> env) {
      this.service = service;
      this.store = store;
      this.env = env;
    }

    @Override
    public Future<?> start() {
      var http = service.http();
      new Traces(vertx, store, id -> Optional.empty(), Duration.ZERO, env).addTo(http);
      return http.listen();
    }
  }
}
