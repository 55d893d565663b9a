package io.distributedlab.week51;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.service.flow.Slots;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Four services in a row, a client with a budget, and eight ways to treat its deadline. */
public final class Week51Lab implements Lab {
  private final Function<DeadlineVariant, DeadlinePolicy> policies;
  private final Function<LongSupplier, Slots.Line> yourLine;

  /** The lab as it is. */
  public Week51Lab() {
    this(DeadlinePolicy.with(Yours.asWritten()));
  }

  /** The lab with other policies behind the names of the variants. */
  Week51Lab(Function<DeadlineVariant, DeadlinePolicy> policies) {
    this(policies, YourLine::new);
  }

  /** The lab with another line in front of service-c too, made with a clock in ns. */
  Week51Lab(
      Function<DeadlineVariant, DeadlinePolicy> policies,
      Function<LongSupplier, Slots.Line> yourLine) {
    this.policies = policies;
    this.yourLine = yourLine;
  }

  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(51, "week-51-timeout-budgets", "Timeout Budgets")
        .question(Week51Experiment.QUESTION)
        .service("frontend", 8000, service -> new FrontendVerticle(service, policies))
        .service("service-a", 8001, service -> RelayVerticle.a(service, policies))
        .service("service-b", 8002, service -> RelayVerticle.b(service, policies))
        .service("service-c", 8003, service -> new CapacityVerticle(service, policies, yourLine))
        .clustered()
        .entry("/api/process")
        .knobs(Week51Knobs.SCHEMA)
        .panels(Week51Panels.ALL)
        .exercises(Week51Exercises.ALL)
        .stories(Week51Stories.ALL)
        .experiment(Week51Experiment::of)
        .build();
  }
}
