package io.distributedlab.week07;

import static io.distributedlab.week07.Week07Knobs.POLICY;

import io.distributedlab.service.Service;
import io.distributedlab.week07.BreakerPolicy.Lane;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The policies of one client, each made when it is first asked for. A change of settings ends them
 * all; the next call meets new ones, closed and without a past.
 */
final class Policies {
  private final Service service;
  private final List<String> backends;
  private final BreakerFactory factory;
  private final SplittableRandom random = new SplittableRandom();
  private final Map<Variant, Policy> policies = new EnumMap<>(Variant.class);
  private final Thread loop = Thread.currentThread();
  private long generation;

  /** To be made on the event loop that uses it. */
  Policies(Service service, List<String> backends, BreakerFactory factory) {
    this.service = service;
    this.backends = List.copyOf(backends);
    this.factory = factory;
  }

  /** The policy that the knob names. */
  Policy current() {
    return of(service.knobs().get(POLICY));
  }

  Policy of(Variant variant) {
    assert Thread.currentThread() == loop : "breakers live on one event loop";
    return policies.computeIfAbsent(variant, this::make);
  }

  /** Ends all policies. */
  void renew(Reason why) {
    assert Thread.currentThread() == loop : "breakers live on one event loop";
    var old = List.copyOf(policies.values());
    policies.clear();
    old.forEach(policy -> policy.retire(why));
  }

  /** Takes an event of the bus; those of this client are no news. */
  Future<Void> hear(BreakerEvent event) {
    if (!event.instance().equals(service.name())) {
      policies.values().forEach(policy -> policy.hear(event));
    }
    return Future.succeededFuture();
  }

  private Policy make(Variant variant) {
    var listener = new BreakerTelemetry(service, variant);
    return switch (variant) {
      case VERTX -> new VertxPolicy(service.vertx(), backends, spec("backend", listener));
      case PER_INSTANCE, GOSSIP ->
          policy(backends.stream().map(b -> own(b, variant, listener)).toList(), listener);
      default -> policy(shared(variant, listener), listener);
    };
  }

  private BreakerPolicy policy(List<Lane> lanes, BreakerListener listener) {
    return new BreakerPolicy(lanes, service.clock(), listener);
  }

  private Lane own(String backend, Variant variant, BreakerListener listener) {
    return new Lane(backend, factory.make(variant, spec(backend, listener)));
  }

  private List<Lane> shared(Variant variant, BreakerListener listener) {
    var breaker = factory.make(variant, spec("backend", listener));
    return backends.stream().map(backend -> new Lane(backend, breaker)).toList();
  }

  private BreakerSpec spec(String target, BreakerListener listener) {
    return new BreakerSpec(
        target,
        BreakerSettings.of(service.knobs().values()),
        service.clock(),
        random.split(),
        () -> ++generation,
        listener);
  }
}
