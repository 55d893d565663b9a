package io.distributedlab.week29;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.vertx.sqlclient.Pool;

/** The lab with an orchestrator that writes to its log whatever version it has read. */
public final class UnfencedLab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    var parts = new OrchestratorVerticle.Parts(Unfenced::new, new CommandIds());
    return new Week29Lab()
        .descriptor()
        .with("orchestrator", s -> new OrchestratorVerticle(s, parts), UnfencedLab.class);
  }

  private static final class Unfenced extends SagaLog {
    Unfenced(Pool pool) {
      super(pool);
    }

    @Override
    String fence() {
      return "$2::bigint IS NOT NULL";
    }
  }
}
