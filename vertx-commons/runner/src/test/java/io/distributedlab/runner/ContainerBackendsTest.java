package io.distributedlab.runner;

import io.distributedlab.backends.BackendSource;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

@ExtendWith(ContainerBackendsTest.WhereAnEngineAnswers.class)
class ContainerBackendsTest extends BackendsContract {
  ContainerBackendsTest() {
    super(BackendSource.CONTAINERS, 16_600);
  }

  /** Says on the build's output why it is skipped. */
  static final class WhereAnEngineAnswers implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return DockerClientFactory.instance().isDockerAvailable()
          ? ConditionEvaluationResult.enabled("a Docker engine answers")
          : ConditionEvaluationResult.disabled("no Docker engine answers");
    }
  }
}
