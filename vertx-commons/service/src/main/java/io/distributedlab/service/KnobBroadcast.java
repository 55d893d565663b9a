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
import java.util.stream.Stream;

/**
 * Carries a change of knobs from the service that took it to all others of a clustered lab, and
 * waits for each to say that it has applied it. An instance that starts asks the others what it has
 * missed: one that comes back after a crash has the values that hold now, not the defaults.
 */
final class KnobBroadcast {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** All values as of one version. */
  record Change(Version version, Map<String, Object> values) {}

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

  /**
   * Done when this service hears changes, its own message to itself included, and has the values of
   * those others that run.
   */
  Future<Void> start() {
    return bus.serve(address(service.name()), Change.class, request -> answer(request.message()))
        .compose(known -> Future.all(send(service.name(), current(service.knobs())), catchUp()))
        .onSuccess(caughtUp -> service.knobs().spreadBy(this::spread))
        .mapEmpty();
  }

  /** Those that do not answer are not there yet, and will ask in turn. */
  private Future<Void> catchUp() {
    var mine = current(service.knobs());
    return Future.join(
            others().map(name -> send(name, mine).onSuccess(this::adopt).otherwiseEmpty()).toList())
        .mapEmpty();
  }

  /** Takes over what is newer and tells what holds here now. */
  private Future<Change> answer(Change change) {
    adopt(change);
    return Future.succeededFuture(current(service.knobs()));
  }

  private void adopt(Change change) {
    if (change.version().counter() > 0) {
      service.knobs().adopt(change.version(), new JsonObject(change.values()));
    }
  }

  private Future<Void> spread(Knobs knobs) {
    var change = current(knobs);
    return Future.join(others().map(name -> send(name, change)).toList()).mapEmpty();
  }

  private Stream<String> others() {
    return instances.stream().filter(name -> !name.equals(service.name()));
  }

  /** Tells an instance these values; the answer is what it has then. */
  private Future<Change> send(String instance, Change change) {
    return bus.request(address(instance), change, Change.class, TIMEOUT)
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
