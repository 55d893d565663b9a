package io.distributedlab.runner.kubernetes;

import io.distributedlab.backends.BackendSpec;
import io.distributedlab.runner.LabDescriptor;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lab on a cluster: what its descriptor does not say.
 *
 * @param image of the lab, made by {@code infra/Dockerfile}
 * @param namespace of all objects; null for the one that kubectl is set to
 * @param managed backend to the connection string of a server that somebody else runs
 * @param otlp where services send traces and logs by OTLP over HTTP; null for nowhere
 */
public record Placement(
    LabDescriptor lab,
    String image,
    @Nullable String namespace,
    Map<String, String> managed,
    @Nullable String otlp) {
  /** Of a label, and of a Service in RFC 1035: Kubernetes takes no other name for one. */
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

  private static final String PART_OF = "app.kubernetes.io/part-of";
  private static final String NAMED = "app.kubernetes.io/name";

  /**
   * @throws IllegalArgumentException when Kubernetes would refuse a name, an image has none, or a
   *     managed backend is not one of the lab or has no address
   */
  public Placement {
    managed = Map.copyOf(managed);
    if (image.isBlank() || image.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("'" + image + "' is not the name of an image");
    }
    if (namespace != null) {
      requireName("namespace", namespace);
    }
    lab.ports().keySet().forEach(name -> requireName("service", name));
    var backends = lab.backends().stream().map(BackendSpec::name).toList();
    backends.forEach(name -> requireName("backend", name));
    managed.forEach((name, uri) -> requireAddress(lab.folder(), backends, name, uri));
  }

  /** With every server of the lab in the cluster, and the image's usual name. */
  public static Placement of(LabDescriptor lab) {
    return new Placement(lab, image(lab), null, Map.of(), null);
  }

  /** What the image is called where nobody says otherwise. */
  public static String image(LabDescriptor lab) {
    return "distributed-lab/" + lab.folder();
  }

  /** The backends that run in the cluster. */
  List<BackendSpec> backends() {
    return lab.backends().stream().filter(spec -> !managed.containsKey(spec.name())).toList();
  }

  /** What every object of this name has. */
  ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(labels(name))
        .build();
  }

  /** Whose pods are whose: two labs may share a namespace as long as no name is in both. */
  Map<String, String> labels(String name) {
    return new TreeMap<>(Map.of(NAMED, name, PART_OF, lab.folder()));
  }

  private static void requireName(String kind, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Kubernetes takes no %s named '%s': use up to 63 of a-z, 0-9 and -, a letter first"
              .formatted(kind, name));
    }
  }

  private static void requireAddress(
      String folder, List<String> backends, String name, String uri) {
    if (!backends.contains(name)) {
      throw new IllegalArgumentException(
          backends.isEmpty()
              ? "%s has no backend '%s', nor any other".formatted(folder, name)
              : "%s has no backend '%s': it has %s"
                  .formatted(folder, name, String.join(", ", backends)));
    }
    if (uri.isBlank()) {
      throw new IllegalArgumentException(
          "the managed %s has no address: say %s=URL".formatted(name, name));
    }
  }
}
