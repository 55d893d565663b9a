package io.distributedlab.runner.kubernetes;

import io.distributedlab.runner.LabDescriptor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a cluster would have after {@code kubectl apply}: the manifests, read from their text. */
record Cluster(List<HasMetadata> objects) {
  static Cluster of(LabDescriptor lab) throws IOException {
    return of(Placement.of(lab));
  }

  static Cluster of(Placement placement) throws IOException {
    return new Cluster(ManifestYaml.read(Manifests.yaml(placement)));
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends HasMetadata> List<String> names(Class<T> kind) {
    return all(kind).stream().map(object -> object.getMetadata().getName()).toList();
  }

  private <T extends HasMetadata> T one(Class<T> kind, String name) {
    return all(kind).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
  }

  Service service(String name) {
    return one(Service.class, name);
  }

  PersistentVolumeClaim claim(String name) {
    return one(PersistentVolumeClaim.class, name);
  }

  PodSpec pod(String name) {
    return one(Deployment.class, name).getSpec().getTemplate().getSpec();
  }

  Container container(String name) {
    return pod(name).getContainers().getFirst();
  }

  Map<String, String> environment(String name) {
    var environment = new LinkedHashMap<String, String>();
    for (EnvVar variable : container(name).getEnv()) {
      environment.put(variable.getName(), variable.getValue());
    }
    return environment;
  }
}
