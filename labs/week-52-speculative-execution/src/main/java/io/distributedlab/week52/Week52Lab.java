package io.distributedlab.week52;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/** Hedged requests: a second copy of a slow request, and what it costs. */
public final class Week52Lab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(52, "week-52-speculative-execution", "Speculative Execution")
        .question(Week52Experiment.QUESTION)
        .service("frontend", 8000, FrontendVerticle::new)
        .service("backend-1", 8001, BackendVerticle::new)
        .service("backend-2", 8002, BackendVerticle::new)
        .service("backend-3", 8003, BackendVerticle::new)
        .service("hedger", 8004, HedgerVerticle::new)
        .clustered()
        .entry("/api/process")
        .knobs(Week52Knobs.SCHEMA)
        .panels(Week52Panels.ALL)
        .exercises(Week52Exercises.ALL)
        .stories(Week52Stories.ALL)
        .experiment(Week52Experiment::of)
        .build();
  }
}
