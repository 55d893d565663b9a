package io.distributedlab.week07;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/** Circuit breakers: two clients, two backends, eight policies. */
public final class Week07Lab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(7, "week-07-circuit-breakers", "Circuit Breakers")
        .question(Week07Experiment.QUESTION)
        .service("client", 8000, ClientVerticle::new)
        .service("backend-1", 8001, BackendVerticle::new)
        .service("backend-2", 8002, BackendVerticle::new)
        .service("client-2", 8003, ClientVerticle::new)
        .clustered()
        .entry("/api/data")
        .knobs(Week07Knobs.SCHEMA)
        .panels(Week07Panels.ALL)
        .exercises(Week07Exercises.ALL)
        .stories(Week07Stories.ALL)
        .experiment(Week07Experiment::of)
        .build();
  }
}
