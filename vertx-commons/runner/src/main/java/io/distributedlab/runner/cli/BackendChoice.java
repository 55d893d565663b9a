package io.distributedlab.runner.cli;

import io.distributedlab.backends.BackendSource;
import picocli.CommandLine.Option;

/** The option {@code --backends} of the commands that start a lab. */
final class BackendChoice {
  @Option(
      names = "--backends",
      paramLabel = "WHERE",
      defaultValue = "${env:LAB_BACKENDS:-embedded}",
      description = {
        "What runs Redis, PostgreSQL and Kafka: embedded (the default, or what LAB_BACKENDS says) or"
            + " containers (needs Docker).",
        "LAB_BACKEND_<NAME> in the environment is the address of one that runs already."
      })
  private BackendSource source = BackendSource.EMBEDDED;

  BackendSource value() {
    return source;
  }
}
