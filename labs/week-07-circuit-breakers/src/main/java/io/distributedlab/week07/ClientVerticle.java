package io.distributedlab.week07;

import static io.distributedlab.week07.Week07Knobs.SLOTS;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Calls two backends for its callers, and protects itself and them by a policy. */
public final class ClientVerticle extends VerticleBase {
  private static final List<String> BACKENDS = List.of("backend-1", "backend-2");
  private static final List<String> TARGETS = List.of("backend", "backend-1", "backend-2");

  private final Service service;
  private final BreakerFactory factory;
  private final Fallback fallback;

  public ClientVerticle(Service service) {
    this(service, BreakerFactory::standard, new YourFallback(service.clock()::nanos));
  }

  ClientVerticle(Service service, BreakerFactory factory, Fallback fallback) {
    this.service = service;
    this.factory = factory;
    this.fallback = fallback;
  }

  @Override
  public Future<?> start() {
    var policies = new Policies(service, BACKENDS, factory);
    var slots = new OutboundSlots(() -> service.knobs().get(SLOTS));
    BreakerTelemetry.begin(service.telemetry().meters());
    new ClientGauges(service.telemetry().meters(), policies).of(TARGETS, slots);
    renewWithKnobs(policies);
    return EnvironmentKnobs.applyTo(service.knobs())
        .compose(set -> Future.all(hearOthers(policies), serve(policies, slots)));
  }

  /** A change of knobs that another service took comes in on the event loop of the bus. */
  private void renewWithKnobs(Policies policies) {
    var loop = Thread.currentThread();
    Runnable renew = () -> policies.renew(Reason.SETTINGS);
    service
        .knobs()
        .onChange(
            () -> {
              if (Thread.currentThread() == loop) {
                renew.run();
              } else {
                context.runOnContext(here -> renew.run());
              }
            });
  }

  private Future<Void> hearOthers(Policies policies) {
    return service.bus().subscribe(BreakerEvent.ADDRESS, BreakerEvent.class, policies::hear);
  }

  private Future<?> serve(Policies policies, OutboundSlots slots) {
    var data = new DataHandler(service, policies, slots, fallback);
    var circuit = new CircuitHandler(service, policies);
    return service
        .http()
        .get("/api/data", data::data)
        .get("/api/data/batch", data::batch)
        .get("/api/other", data::other)
        .houseRoute(GET, "/circuit/status", circuit::status)
        .houseRoute(POST, "/circuit/reset", circuit::reset)
        .houseRoute(POST, "/circuit/config", circuit::config)
        .houseRoute(PUT, "/admin/breaker", circuit::breaker)
        .listen();
  }
}
