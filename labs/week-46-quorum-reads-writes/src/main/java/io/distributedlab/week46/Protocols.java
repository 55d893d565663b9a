package io.distributedlab.week46;

import io.distributedlab.service.Service;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;

/** The protocols of one coordinator, one per strategy, and what they share. */
final class Protocols {
  private final Service service;
  private final Random random;
  private final HybridClock hybrid;
  private final Replicas replicas;
  private final Tags tags;
  private final Map<Strategy, Protocol> protocols = new EnumMap<>(Strategy.class);

  /**
   * @param choice makes the protocol of a strategy: {@link #standard}, or another one
   */
  Protocols(Service service, Random random, BiFunction<Protocols, Strategy, Protocol> choice) {
    this.service = service;
    this.random = random;
    this.hybrid = new HybridClock(service.clock());
    this.replicas = new Replicas(service, hybrid);
    this.tags =
        new Tags(
            service.name(),
            () -> service.knobs().get(Week46Knobs.CLOCK),
            new WallClock(service.clock()),
            hybrid);
    for (var strategy : Strategy.values()) {
      protocols.put(strategy, choice.apply(this, strategy));
    }
    service.telemetry().meters().gauge("quorum.replicas.active", replicas, Replicas::answering);
  }

  Protocol of(Strategy strategy) {
    return Objects.requireNonNull(protocols.get(strategy));
  }

  Replicas replicas() {
    return replicas;
  }

  String coordinator() {
    return service.name();
  }

  /** A counter that no tag of an earlier life of this coordinator has. */
  long startCounter() {
    return WallClock.counter(service.clock().now());
  }

  Protocol standard(Strategy strategy) {
    return switch (strategy) {
      case WAIT_ALL -> new WaitAll(replicas, tags);
      case FIRST_K -> new FirstK(replicas, tags);
      case TARGETED -> targeted();
      case READ_REPAIR ->
          new ReadRepair(
              replicas,
              new FirstK(replicas, tags),
              service.telemetry().meters().counter("quorum.repairs"));
      case ABD -> new Abd(replicas, coordinator(), startCounter());
      case SLOPPY -> new Sloppy(replicas, tags, new FirstK(replicas, tags));
      case YOURS -> new Yours(replicas, tags);
    };
  }

  private Protocol targeted() {
    var targeted =
        new Targeted(
            replicas, tags, service.vertx(), () -> service.knobs().get(Week46Knobs.LAG), random);
    service.telemetry().meters().gauge("quorum.late", targeted, Targeted::late);
    return targeted;
  }
}
