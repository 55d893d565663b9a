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
  /** What is written into YourSaga, and the value of {@code claim_batch} that chooses it. */
  enum WrittenSaga {
    STUB(SagaDefinition.LOCKED),
    BEFORE_THE_PIVOT(SagaDefinition.LOCKED.with(3, points())),
    AFTER_THE_END(SagaDefinition.LOCKED.with(6, points())),
    SOLVED(SagaDefinition.LOCKED.with(4, points()));

    private static final int FIRST = 100;

    private final SagaDefinition definition;

    WrittenSaga(SagaDefinition definition) {
      this.definition = definition;
    }

    String knob() {
      return "{\"claim_batch\":%d}".formatted(FIRST + ordinal());
    }

    static SagaDefinition chosen(Service orchestrator) {
      int chosen = orchestrator.knobs().get(Week29Knobs.CLAIM_BATCH) - FIRST;
      return chosen < 0 ? YourSaga.DEFINITION : values()[chosen].definition;
    }

    private static Step points() {
      return new Step(
          "points",
          "payment",
          "/points",
          "/no-way-back",
          null,
          List.of("saga_id", "customer_id", "amount"),
          SagaState.SHIPPED);
    }
  }

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
                            ? WrittenSaga.chosen(service)
                            : SagaDefinition.of(variant)),
            new CommandIds()));
  }
}
