package io.distributedlab.week51;

import static io.distributedlab.week51.Week51Knobs.BUDGET;
import static io.distributedlab.week51.Week51Knobs.FRONTEND_WORK;
import static io.distributedlab.week51.Week51Knobs.VARIANT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.time.Clock;
import io.distributedlab.week51.Week51Knobs.Mode;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Where a client enters with its budget; the deadline of the whole chain is set here. */
public final class FrontendVerticle extends VerticleBase {
  private final Service service;
  private final Station station;

  FrontendVerticle(Service service, Function<DeadlineVariant, DeadlinePolicy> policies) {
    this.service = service;
    var parts =
        new Station.Parts(
            () -> service.knobs().get(FRONTEND_WORK),
            () -> Mode.PROPAGATE,
            Optional.empty(),
            Optional.of(new OverHttp(service, "service-a")));
    this.station = new Station(service, parts, policies);
  }

  @Override
  public Future<?> start() {
    var http = service.http().get("/api/process", this::process).get("/api/compare", this::compare);
    return StationRoutes.addEstimates(new FrontendSettings(service).addTo(http), station).listen();
  }

  private Future<Reply> process(Request request) {
    return Future.succeededFuture(request)
        .map(this::arrival)
        .compose(station::serve)
        .map(StationRoutes::reply);
  }

  /** The same request twice, one after the other: with fixed timeouts, and as the lab is set. */
  private Future<Comparison> compare(Request request) {
    var arrival = arrival(request);
    return attempt(request, DeadlineVariant.FIXED)
        .compose(
            fixed ->
                attempt(request, arrival.variant())
                    .map(budget -> new Comparison(budget(request).toMillis(), fixed, budget)));
  }

  private Future<Comparison.Attempt> attempt(Request request, DeadlineVariant variant) {
    var started = service.clock().nanos();
    var arrival = arrival(request).withVariant(variant);
    return station
        .serve(arrival)
        .transform(
            result ->
                Future.succeededFuture(
                    Comparison.Attempt.of(
                        variant,
                        result,
                        Duration.ofNanos(service.clock().nanos() - started),
                        budget(request))));
  }

  private Arrival arrival(Request request) {
    var variant = service.knobs().variant(VARIANT, request);
    return Arrival.of(request, variant)
        .withBudget(budget(request), Clock.system().now().toEpochMilli());
  }

  private Duration budget(Request request) {
    return request.query(BUDGET.name()) == null
        ? service.knobs().get(BUDGET)
        : request.query(BUDGET);
  }
}
