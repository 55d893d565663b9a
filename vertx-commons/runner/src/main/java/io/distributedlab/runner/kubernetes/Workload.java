package io.distributedlab.runner.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One container on the cluster, under one name: its Deployment, its Service, and the claims of its
 * disks. There is never a second one beside it, not even while it is replaced: each has an identity
 * and perhaps a disk.
 *
 * @param ports name to number, in order
 * @param headless whether the name is the pod's own address instead of one before it
 * @param usesManaged whether it finds backends by the Secret with their addresses
 */
record Workload(
    Placement placement,
    String name,
    Recipe recipe,
    String image,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, Integer> ports,
    Probes probes,
    List<Disk> disks,
    boolean headless,
    boolean usesManaged) {
  static final String HTTP = "http";

  /** All its objects, those first that others need. */
  Stream<HasMetadata> objects() {
    var objects = new ArrayList<HasMetadata>();
    disks.stream()
        .filter(disk -> disk.life() == Disk.Life.CLAIM)
        .forEach(disk -> objects.add(disk.claim(placement, name)));
    objects.add(new Door(this).service());
    objects.add(deployment());
    return objects.stream();
  }

  private Deployment deployment() {
    var labels = placement.labels(name);
    return new DeploymentBuilder()
        .withMetadata(placement.metadata(name))
        .withNewSpec()
        .withReplicas(1)
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withSpec(new PodOf(this).spec())
        .endTemplate()
        .endSpec()
        .build();
  }
}
