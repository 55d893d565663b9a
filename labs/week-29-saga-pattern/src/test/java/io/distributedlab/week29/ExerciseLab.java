package io.distributedlab.week29;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.service.Service;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * The lab with what learners write. Their saga runs in the process of the orchestrator: which one
 * is told to it by a knob that means nothing here.
 */
public final class ExerciseLab implements Lab {
  /** What is written into YourSaga, as values of {@code claim_batch}. */
  static final int STUB = 100;

  static final int BEFORE_THE_PIVOT = 101;
  static final int SOLVED = 102;

  /** To undo them is to fail, as it is to everybody who looks for a way to take points back. */
  private static final Step POINTS =
      new Step(
          "points",
          "payment",
          "/points",
          "/no-way-back",
          null,
          List.of("saga_id", "customer_id", "amount"),
          SagaState.SHIPPED);

  private final BiFunction<Pool, BooleanSupplier, Operations> contract;

  public ExerciseLab() {
    this(YourContract::new);
  }

  ExerciseLab(BiFunction<Pool, BooleanSupplier, Operations> contract) {
    this.contract = contract;
  }

  @Override
  public LabDescriptor descriptor() {
    var parts = new Participant.Parts(Operations::new, new Inbox(), contract);
    return new Week29Lab()
        .descriptor()
        .with("payment", service -> new PaymentVerticle(service, parts))
        .with("orchestrator", ExerciseLab::orchestrator, ExerciseLab.class);
  }

  private static OrchestratorVerticle orchestrator(Service service) {
    return new OrchestratorVerticle(
        service,
        new OrchestratorVerticle.Parts(
            pool ->
                new SagaLog(
                    pool,
                    variant ->
                        variant == Variant.YOURS
                            ? written(service.knobs().get(Week29Knobs.CLAIM_BATCH))
                            : SagaDefinition.of(variant)),
            new CommandIds()));
  }

  private static SagaDefinition written(int chosen) {
    return switch (chosen) {
      case BEFORE_THE_PIVOT -> SagaDefinition.LOCKED.with(3, POINTS);
      case SOLVED -> SagaDefinition.LOCKED.with(4, POINTS);
      default -> YourSaga.DEFINITION;
    };
  }
}
