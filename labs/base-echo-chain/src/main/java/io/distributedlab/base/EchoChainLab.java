package io.distributedlab.base;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/** The base lab: three services in a row, and telemetry that must agree about them. */
public final class EchoChainLab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(0, "base-echo-chain", "Echo Chain")
        .question(EchoExperiment.QUESTION)
        .service("gateway", 8000, GatewayVerticle::new)
        .service("service-a", 8001, ServiceAVerticle::new)
        .service("service-b", 8002, ServiceBVerticle::new)
        .clustered()
        .entry("/api/process")
        .knobs(EchoKnobs.SCHEMA)
        .panels(EchoPanels.ALL)
        .exercises(EchoExercises.ALL)
        .stories(EchoStories.ALL)
        .experiment(EchoExperiment::of)
        .build();
  }
}
