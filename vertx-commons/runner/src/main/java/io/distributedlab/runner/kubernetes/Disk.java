package io.distributedlab.runner.kubernetes;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/**
 * A directory that a container may write to.
 *
 * @param name of the volume in its pod
 * @param path where the container sees it
 * @param life how long its files last
 */
record Disk(String name, String path, Life life) {
  /** How long files last. */
  enum Life {
    /** As long as the pod, in memory that counts as the container's. */
    MEMORY,
    /** As long as the pod. */
    POD,
    /** Until its claim is deleted. */
    CLAIM
  }

  private static final Quantity SIZE = new Quantity("1Gi");
  private static final Quantity IN_MEMORY = new Quantity("64Mi");

  /** A new file system has a folder of its own at the top, which Kafka takes for a topic. */
  private static final String BELOW_THE_TOP = "data";

  VolumeMount mount() {
    var mount = new VolumeMountBuilder().withName(name).withMountPath(path);
    return life == Life.CLAIM ? mount.withSubPath(BELOW_THE_TOP).build() : mount.build();
  }

  Volume volume(String workload) {
    var empty = new VolumeBuilder().withName(name);
    var volume =
        switch (life) {
          case MEMORY ->
              empty.withNewEmptyDir().withMedium("Memory").withSizeLimit(IN_MEMORY).endEmptyDir();
          case POD -> empty.withNewEmptyDir().withSizeLimit(SIZE).endEmptyDir();
          case CLAIM ->
              empty
                  .withNewPersistentVolumeClaim()
                  .withClaimName(claimName(workload))
                  .endPersistentVolumeClaim();
        };
    return volume.build();
  }

  /** Of the cluster's default storage class. */
  PersistentVolumeClaim claim(Placement placement, String workload) {
    return new PersistentVolumeClaimBuilder()
        .withMetadata(placement.metadata(claimName(workload)))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", SIZE)
        .endResources()
        .endSpec()
        .build();
  }

  private String claimName(String workload) {
    return workload + "-" + name;
  }
}
