package io.distributedlab.week07;

import static io.distributedlab.week07.BackendKnobs.ERROR_RATE;
import static io.distributedlab.week07.BackendKnobs.MODE;
import static io.distributedlab.week07.BackendKnobs.SLOW_LATENCY;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Works 10 to 50 ms on a request, unless it is told to fail. Its other service never fails. */
public final class BackendVerticle extends VerticleBase {
  private static final int SHORTEST_MS = 10;
  private static final int LONGEST_MS = 50;
  private static final int OTHER_MS = 10;

  private final Service service;
  private final Knobs failure;
  private final RandomGenerator random = new SplittableRandom();

  public BackendVerticle(Service service) {
    this.service = service;
    this.failure = new Knobs(service.name(), BackendKnobs.SCHEMA);
  }

  @Override
  public Future<?> start() {
    for (var mode : FailureMode.values()) {
      Gauge.builder("lab07.backend.mode", failure, knobs -> knobs.get(MODE) == mode ? 1 : 0)
          .tag("mode", Knob.wireName(mode))
          .register(service.telemetry().meters());
    }
    return EnvironmentKnobs.applyTo(failure)
        .compose(
            set ->
                service
                    .http()
                    .get("/api/data", this::data)
                    .get("/other", request -> work(OTHER_MS))
                    .houseRoute(GET, "/admin/failure", request -> failure())
                    .houseRoute(POST, "/admin/failure", this::fail)
                    .listen());
  }

  private Future<BackendReply> data(Request request) {
    count("lab07.backend.arrivals");
    var values = failure.values();
    var answer =
        switch (values.get(MODE)) {
          case HEALTHY -> work(random.nextInt(SHORTEST_MS, LONGEST_MS + 1));
          case FAILING -> broken();
          case SLOW -> work(values.get(SLOW_LATENCY).toMillis());
          case PARTIAL ->
              random.nextDouble() < values.get(ERROR_RATE)
                  ? broken()
                  : work(random.nextInt(SHORTEST_MS, LONGEST_MS + 1));
          case HANG -> Promise.<BackendReply>promise().future();
        };
    return answer.onComplete(
        done -> count("lab07.backend.requests", "status", done.succeeded() ? "200" : "500"));
  }

  private Future<BackendReply> work(long millis) {
    var reply = new BackendReply(service.name(), "ok", millis);
    return millis == 0 ? Future.succeededFuture(reply) : service.vertx().timer(millis).map(reply);
  }

  private static Future<BackendReply> broken() {
    return Future.failedFuture(Problem.of(500, "injected-error", "this error was injected"));
  }

  private Future<JsonObject> failure() {
    return Future.succeededFuture(failure.values().toJson());
  }

  /** What is not named gets its default. */
  private Future<JsonObject> fail(Request request) {
    var wanted = BackendKnobs.SCHEMA.change(BackendKnobs.SCHEMA.initial(), request.json());
    return failure.change(wanted.toJson()).compose(changed -> failure());
  }

  private void count(String counter, String... tags) {
    service.telemetry().meters().counter(counter, tags).increment();
  }
}
