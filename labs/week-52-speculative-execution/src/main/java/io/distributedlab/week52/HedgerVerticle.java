package io.distributedlab.week52;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** Sends each request to a backend, and copies of it to others, as the strategy says. */
public final class HedgerVerticle extends VerticleBase {
  private final Service service;
  private final Hedging hedging;
  private final HedgerConfig config;

  public HedgerVerticle(Service service) {
    this(service, new Backends(service), bucket(service.knobs()));
  }

  HedgerVerticle(Service service, Backends backends, TokenBucket tokens) {
    this(service, backends, tokens, () -> Yours.of(service.knobs(), tokens, service.clock()));
  }

  HedgerVerticle(Service service, Backends backends, TokenBucket tokens, Supplier<Strategy> yours) {
    this.service = service;
    this.hedging = new Hedging(service, backends, tokens, yours);
    this.config = new HedgerConfig(service.knobs(), hedging);
  }

  @Override
  public Future<?> start() {
    return service
        .http()
        .get("/process", request -> process(request, GET))
        .post("/process", request -> process(request, POST))
        .houseRoute(GET, "/admin/config", request -> Future.succeededFuture(config.toJson()))
        .houseRoute(POST, "/admin/config", request -> config.change(request.json()))
        .houseRoute(PUT, "/admin/hedging", request -> service.knobs().change(request.json()))
        .houseRoute(POST, "/admin/reset-stats", request -> reset())
        .listen();
  }

  private Future<Hedged> process(Request request, HttpMethod method) {
    var order = Order.of(request, method);
    var variant = service.knobs().variant(Week52Knobs.STRATEGY, request);
    var hedged =
        new HedgedRequest(
            hedging, order, variant, strategy(variant, order, request), request.deadline());
    request.onDeparture(hedged::abandon);
    return hedged.run();
  }

  /** A request that may have double effects gets one attempt, or is refused copies it asked for. */
  private Strategy strategy(Variant variant, Order order, Request request) {
    var wanted = hedging.strategy(variant);
    if (wanted.extra() == 0 || order.repeatable() || service.knobs().get(Week52Knobs.UNSAFE)) {
      return wanted;
    }
    if (request.header(Knobs.VARIANT_HEADER) != null) {
      throw Problem.of(
              409, "not-hedgeable", "a second copy of this request may have a second effect")
          .with("allowed", "GET, or a POST with " + Order.IDEMPOTENCY_KEY);
    }
    hedging.meters().suppressed(Choice.Reason.METHOD);
    return hedging.strategy(Variant.DIRECT);
  }

  private Future<JsonObject> reset() {
    hedging.reset();
    return Future.succeededFuture(config.toJson());
  }

  private static TokenBucket bucket(Knobs knobs) {
    return new TokenBucket(() -> knobs.get(Week52Knobs.RATIO), () -> knobs.get(Week52Knobs.BURST));
  }
}
