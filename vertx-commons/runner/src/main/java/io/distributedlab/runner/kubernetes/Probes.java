package io.distributedlab.runner.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.List;

/**
 * How the kubelet asks a container for its state. It has two minutes to start. It counts as not
 * ready after ten seconds without an answer, and is restarted after a minute: a paused event loop
 * is a fault that labs study, and must not end in a restart by the cluster.
 */
record Probes(Probe startup, Probe readiness, Probe liveness) {
  private static final int EVERY_SECONDS = 2;
  private static final int STARTING = 60;
  private static final int NOT_READY = 5;
  private static final int DEAD = 30;

  /** Over HTTP, as every service of a lab answers. */
  static Probes http() {
    return new Probes(get("/ready", STARTING), get("/ready", NOT_READY), get("/health", DEAD));
  }

  /** By a command in the container. */
  static Probes command(List<String> command) {
    return new Probes(exec(command, STARTING), exec(command, NOT_READY), exec(command, DEAD));
  }

  private static Probe get(String path, int failures) {
    return timed(failures)
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(Workload.HTTP))
        .endHttpGet()
        .build();
  }

  private static Probe exec(List<String> command, int failures) {
    return timed(failures).withNewExec().withCommand(command).endExec().build();
  }

  private static ProbeBuilder timed(int failures) {
    return new ProbeBuilder()
        .withPeriodSeconds(EVERY_SECONDS)
        .withTimeoutSeconds(EVERY_SECONDS)
        .withFailureThreshold(failures);
  }
}
