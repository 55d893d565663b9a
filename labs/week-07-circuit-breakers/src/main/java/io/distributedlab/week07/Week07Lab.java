package io.distributedlab.week07;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/** Circuit breakers: two clients, two backends, eight policies. */
public final class Week07Lab implements Lab {
  private final BreakerFactory factory;

  public Week07Lab() {
    this(BreakerFactory::standard);
  }

  /** The same lab with other breakers. */
  Week07Lab(BreakerFactory factory) {
    this.factory = factory;
  }

  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(7, "week-07-circuit-breakers", "Circuit Breakers")
        .question(
            "When a dependency hangs, fails in part, or loses one of its instances, what does each"
                + " breaker save, how long does it stay wrong afterwards, and when does it do"
                + " harm?")
        .service("client", 8000, service -> new ClientVerticle(service, factory))
        .service("backend-1", 8001, BackendVerticle::new)
        .service("backend-2", 8002, BackendVerticle::new)
        .service("client-2", 8003, service -> new ClientVerticle(service, factory))
        .clustered()
        .entry("/api/data")
        .knobs(Week07Knobs.SCHEMA)
        .panels(Week07Panels.ALL)
        .build();
  }
}
