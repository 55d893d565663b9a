package io.distributedlab.runner.cli;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.kubernetes.Manifests;
import io.distributedlab.runner.kubernetes.Placement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what the lab on the class path is on Kubernetes. */
@Command(
    name = "k8s",
    description = {
      "Print a lab as manifests for Kubernetes: ./lab k8s 7 | kubectl apply -f -",
      "The lab's image has to be where the cluster finds it: see docs/outgrow.md."
    })
final class KubernetesCommand extends TerminalCommand {
  private static final String FROM_THE_ENVIRONMENT = "";

  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "The lab's image; distributed-lab/LAB when it is not given.")
  private @Nullable String image;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Of all objects; the one that kubectl is set to when it is not given.")
  private @Nullable String namespace;

  @Option(
      names = "--managed",
      paramLabel = "BACKEND=URL",
      mapFallbackValue = FROM_THE_ENVIRONMENT,
      description = {
        "Leave this server out and use the one at URL; for several servers, several times.",
        "Without =URL it is read from LAB_BACKEND_NAME: a password does not show on the way."
      })
  private Map<String, String> managed = new LinkedHashMap<>();

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = "Where services send traces and logs; nowhere when it is not given.")
  private @Nullable String otlp;

  KubernetesCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() {
    var lab = folders.descriptor(name.value());
    var yaml = Manifests.yaml(placement(lab));
    commandLine().getOut().print(yaml);
    commandLine().getOut().flush();
    if (image == null) {
      note(
          "Build the image first: docker build -f infra/Dockerfile --build-arg LAB=%s -t %s ."
              .formatted(lab.folder(), Placement.image(lab)));
    }
    return 0;
  }

  private Placement placement(LabDescriptor lab) {
    try {
      return new Placement(
          lab, image == null ? Placement.image(lab) : image, namespace, addresses(lab), otlp);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + ".");
    }
  }

  private Map<String, String> addresses(LabDescriptor lab) {
    var addresses = new LinkedHashMap<>(managed);
    addresses.replaceAll(
        (backend, uri) -> uri.equals(FROM_THE_ENVIRONMENT) ? fromEnvironment(lab, backend) : uri);
    return addresses;
  }

  private static String fromEnvironment(LabDescriptor lab, String backend) {
    return lab.backends().stream()
        .filter(spec -> spec.name().equals(backend))
        .findFirst()
        .flatMap(spec -> BackendAddresses.given(spec, System.getenv()))
        .orElse("");
  }
}
