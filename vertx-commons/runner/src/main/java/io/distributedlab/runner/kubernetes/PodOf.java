package io.distributedlab.runner.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;

/**
 * The pod of a workload. It keeps the rules of the restricted Pod Security Standard. It gets no
 * token of the cluster, and no variables about other Services: {@code KAFKA_PORT} would be a
 * setting to the image of Kafka.
 */
record PodOf(Workload workload) {
  /**
   * Asked for, so that a node is not filled with pods that then wait for each other. There is no
   * limit beside it: one that takes a service off its CPU would be measured as its latency.
   */
  private static final Quantity CPU = new Quantity("100m");

  PodSpec spec() {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(workload.recipe().graceSeconds())
        .withSecurityContext(user())
        .withContainers(container())
        .withVolumes(workload.disks().stream().map(disk -> disk.volume(workload.name())).toList())
        .build();
  }

  /** Volumes belong to the user's group; a restart does not go through all their files again. */
  private PodSecurityContext user() {
    var user = workload.recipe().user();
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(user)
        .withRunAsGroup(user)
        .withFsGroup(user)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  private Container container() {
    return new ContainerBuilder()
        .withName(workload.name())
        .withImage(workload.image())
        .withImagePullPolicy("IfNotPresent")
        .withArgs(workload.arguments())
        .withEnv(environment())
        .withEnvFrom(addresses())
        .withPorts(ports())
        .withStartupProbe(workload.probes().startup())
        .withReadinessProbe(workload.probes().readiness())
        .withLivenessProbe(workload.probes().liveness())
        .withResources(resources())
        .withSecurityContext(rights())
        .withVolumeMounts(workload.disks().stream().map(Disk::mount).toList())
        .build();
  }

  private List<EnvVar> environment() {
    return workload.environment().entrySet().stream()
        .map(
            variable ->
                new EnvVarBuilder()
                    .withName(variable.getKey())
                    .withValue(variable.getValue())
                    .build())
        .toList();
  }

  private List<EnvFromSource> addresses() {
    return workload.usesManaged()
        ? List.of(
            new EnvFromSourceBuilder()
                .withNewSecretRef()
                .withName(ManagedBackends.SECRET)
                .endSecretRef()
                .build())
        : List.of();
  }

  private List<ContainerPort> ports() {
    return workload.ports().entrySet().stream()
        .map(
            port ->
                new ContainerPortBuilder()
                    .withName(port.getKey())
                    .withContainerPort(port.getValue())
                    .build())
        .toList();
  }

  private ResourceRequirements resources() {
    var memory = workload.recipe().memory();
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", CPU)
        .addToRequests("memory", memory)
        .addToLimits("memory", memory)
        .build();
  }

  private SecurityContext rights() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(workload.recipe().readOnly())
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }
}
