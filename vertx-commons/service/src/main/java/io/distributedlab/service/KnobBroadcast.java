package io.distributedlab.service;

import io.distributedlab.service.bus.Bus;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.service.knobs.Knobs.Version;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Carries a change of knobs from the service that took it to all others of a clustered lab, and
 * waits for each to say that it has applied it.
 */
final class KnobBroadcast {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** All values as of one version. */
  record Change(Version version, Map<String, Object> values) {}

  /** The version that an instance now has. */
  record Applied(Version version) {}

  private final Service service;
  private final Bus bus;
  private final Collection<String> instances;

  KnobBroadcast(Service service, Collection<String> instances) {
    this.service = service;
    this.bus =
        new Bus(
            service.vertx().eventBus(),
            service.telemetry(),
            service.clock(),
            Future::succeededFuture);
    this.instances = instances;
  }

  /** Done when this service hears changes, its own message to itself included. */
  Future<Void> start() {
    return bus.serve(address(service.name()), Change.class, request -> adopt(request.message()))
        .compose(known -> send(service.name(), current(service.knobs())))
        .onSuccess(heard -> service.knobs().spreadBy(this::spread))
        .mapEmpty();
  }

  private Future<Applied> adopt(Change change) {
    service.knobs().adopt(change.version(), new JsonObject(change.values()));
    return Future.succeededFuture(new Applied(service.knobs().version()));
  }

  private Future<Void> spread(Knobs knobs) {
    var change = current(knobs);
    var others =
        instances.stream().filter(name -> !name.equals(service.name())).map(n -> send(n, change));
    return Future.join(others.toList()).mapEmpty();
  }

  private Future<Applied> send(String instance, Change change) {
    return bus.request(address(instance), change, Applied.class, TIMEOUT)
        .recover(
            failure ->
                Future.failedFuture(
                    Problem.peerFailed(instance, instance + " has not applied the change")));
  }

  private static Change current(Knobs knobs) {
    return new Change(knobs.version(), knobs.values().toJson().getMap());
  }

  private static String address(String instance) {
    return "lab.knobs." + instance;
  }
}
