package io.distributedlab.backends;

import java.util.List;
import org.testcontainers.DockerClientFactory;

/** Containers of a JVM that was killed: their label says whose they are. */
final class ContainerLeftovers {
  static final String OWNER = "io.distributedlab.owner";

  private ContainerLeftovers() {}

  /**
   * Removes those whose owner is gone, with their data. Blocks its caller.
   *
   * @throws BackendFailure when there is no engine
   */
  static void clear() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new BackendFailure(
          "No Docker engine answers: start it, or leave out --backends containers.");
    }
    var docker = DockerClientFactory.instance().client();
    for (var container :
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(OWNER)).exec()) {
      var owner = Owner.parse(container.getLabels().getOrDefault(OWNER, ""));
      if (owner.isPresent() && owner.get().process().isEmpty()) {
        docker.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
      }
    }
  }
}
