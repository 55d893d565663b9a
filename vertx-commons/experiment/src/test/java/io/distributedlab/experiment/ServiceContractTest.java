package io.distributedlab.experiment;

import static io.distributedlab.experiment.Claim.invariant;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What experiments rely on, held against a real service: admin endpoints, metrics, trace header.
 */
@ExtendWith(VertxExtension.class)
class ServiceContractTest {
  private enum Variant {
    NAIVE,
    FIXED
  }

  private static final Knob<Variant> VARIANT =
      Knob.choice("variant", Variant.NAIVE, "which variant answers");
  private static final Knob<Duration> WORK = Knob.millis("work_ms", 5, 0, 1000, "work");

  @Test
  void aTrialDrivesARealService(Vertx vertx, VertxTestContext test) {
    var after = new AtomicReference<JsonObject>();
    start()
        .compose(
            service ->
                Trial.run(
                        vertx, experiment(service), on(service), Settings.quick(1), Progress.SILENT)
                    .onSuccess(done -> after.set(values(service)))
                    .eventually(service::stop))
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.claims())
                              .allMatch(claim -> claim.verdict() == Verdict.HOLDS);
                          assertThat(after).hasValue(initial());
                          test.completeNow();
                        })));
  }

  private static Experiment experiment(Service service) {
    return Experiment.of("contract", "Do services keep it?")
        .phases(
            Phase.of("slow")
                .knob("alone", "variant", "fixed")
                .knob("alone", "work_ms", 1)
                .fault("alone", "latency_ms", 40)
                .fault("alone", "jitter_shape", "exponential")
                .load(
                    Load.get("alone", "/api/x")
                        .arriving(Arrivals.constant(20))
                        .lasting(Duration.ofMillis(500)))
                .measure(run -> Measure.ms("fastest", run.samples().percentile(0)))
                .measure(run -> run.successShare("succeeded"))
                .measure(
                    run ->
                        Measure.count(
                            "traced", run.samples().where(s -> s.traceId() != null).count()))
                .measure(
                    run ->
                        Measure.count(
                            "counted",
                            run.increase(
                                "alone",
                                "lab_http_server_requests_seconds_count",
                                "route",
                                "/api/x",
                                "outcome",
                                "success")))
                .measure(
                    run ->
                        Measure.count(
                            "fixed", service.knobs().get(VARIANT) == Variant.FIXED ? 1L : 0L)))
        .settles("lab_inflight", 0)
        .claims(
            invariant("the fault is felt").that("fastest").isAtLeast(39),
            invariant("every request is answered").that("succeeded").is(1),
            invariant("and traced").that("traced").is(10),
            invariant("and counted").that("counted").is(10),
            invariant("the knob is set").that("fixed").is(1));
  }

  private static Future<Service> start() {
    var telemetry = Telemetry.create(new TelemetryConfig("alone", "contract", null, false, 1.0));
    var config =
        new ServiceConfig(
            "alone",
            "127.0.0.1",
            Directory.loopback(Map.of("alone", 0), 0),
            KnobSchema.of(VARIANT, WORK),
            null,
            telemetry);
    return Service.start(
        config,
        service ->
            new VerticleBase() {
              @Override
              public Future<?> start() {
                return service
                    .http()
                    .get("/api/x", request -> Future.succeededFuture(Map.of("ok", true)))
                    .listen();
              }
            });
  }

  private static JsonObject values(Service service) {
    return new JsonObject()
        .put("knobs", service.knobs().values().toJson())
        .put("faults", service.faults().knobs().values().toJson());
  }

  private static JsonObject initial() {
    return new JsonObject()
        .put("knobs", new JsonObject().put("variant", "naive").put("work_ms", 5))
        .put(
            "faults",
            new JsonObject()
                .put("latency_ms", 0)
                .put("jitter_ms", 0)
                .put("jitter_shape", "uniform")
                .put("error_rate", 0.0)
                .put("hang", false)
                .put("clock_offset_ms", 0));
  }

  private static Deployment on(Service service) {
    return new Deployment() {
      @Override
      public String kind() {
        return "alone";
      }

      @Override
      public Set<String> services() {
        return Set.of("alone");
      }

      @Override
      public URI base(String name) {
        return URI.create("http://127.0.0.1:" + service.port());
      }

      @Override
      public Optional<URI> console() {
        return Optional.empty();
      }

      @Override
      public boolean embedded() {
        return true;
      }

      @Override
      public Future<Void> kill(String name) {
        return service.stop();
      }

      @Override
      public Future<Void> restart(String name) {
        return Future.failedFuture("cannot restart");
      }

      @Override
      public Future<Void> pause(String name) {
        return Future.failedFuture("cannot pause");
      }

      @Override
      public Future<Void> resume(String name) {
        return Future.failedFuture("cannot resume");
      }
    };
  }
}
