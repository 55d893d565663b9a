package io.distributedlab.week51;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import java.util.function.Function;

/** Four services in a row, a client with a budget, and eight ways to treat its deadline. */
public final class Week51Lab implements Lab {
  private final Function<DeadlineVariant, DeadlinePolicy> policies;

  /** The lab as it is. */
  public Week51Lab() {
    this(DeadlinePolicy::of);
  }

  /** The lab with other policies behind the names of the variants. */
  Week51Lab(Function<DeadlineVariant, DeadlinePolicy> policies) {
    this.policies = policies;
  }

  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(51, "week-51-timeout-budgets", "Timeout Budgets")
        .question(Week51Experiment.QUESTION)
        .service("frontend", 8000, service -> new FrontendVerticle(service, policies))
        .service("service-a", 8001, service -> RelayVerticle.a(service, policies))
        .service("service-b", 8002, service -> RelayVerticle.b(service, policies))
        .service("service-c", 8003, service -> new CapacityVerticle(service, policies))
        .clustered()
        .entry("/api/process")
        .knobs(Week51Knobs.SCHEMA)
        .panels(Week51Panels.ALL)
        .experiment(Week51Experiment::of)
        .build();
  }
}
