package io.distributedlab.week29;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import java.util.UUID;

/** The lab with an orchestrator that gives a command another id in every attempt. */
public final class RandomIdsLab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    var parts = new OrchestratorVerticle.Parts(SagaLog::new, new RandomIds());
    return new Week29Lab()
        .descriptor()
        .with("orchestrator", s -> new OrchestratorVerticle(s, parts), RandomIdsLab.class);
  }

  private static final class RandomIds extends CommandIds {
    @Override
    UUID command(UUID saga, int n) {
      return UUID.randomUUID();
    }
  }
}
