package io.distributedlab.runner.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lab is on Kubernetes: a Deployment and a Service for each of its services and backends,
 * claims of disks, and a Secret where it uses servers that somebody else runs. Everything may be
 * applied at once: what starts too early is started again by the kubelet.
 */
public final class Manifests {
  private Manifests() {}

  /** The objects of a lab: the Secret, then its backends, then its services in start order. */
  public static List<HasMetadata> of(Placement placement) {
    var objects = new ArrayList<HasMetadata>();
    if (!placement.managed().isEmpty()) {
      objects.add(new ManagedBackends(placement).secret());
    }
    var workloads = new Workloads(placement);
    placement.backends().stream()
        .flatMap(backend -> workloads.of(backend).objects())
        .forEach(objects::add);
    placement.lab().services().stream()
        .flatMap(service -> workloads.of(service).objects())
        .forEach(objects::add);
    return objects;
  }

  /** The same as YAML, as {@code kubectl apply -f -} takes it. */
  public static String yaml(Placement placement) {
    return ManifestYaml.write(of(placement));
  }
}
