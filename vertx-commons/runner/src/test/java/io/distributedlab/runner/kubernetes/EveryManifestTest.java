package io.distributedlab.runner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.backends.BackendSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the manifests of every lab, read back from their text. */
class EveryManifestTest {
  static Stream<Placement> placements() {
    return Stream.concat(
        Stream.of(Labs.PLAIN, Labs.CLUSTERED, Labs.BACKENDS, Labs.FILES).map(Placement::of),
        Stream.of(Labs.MANAGED));
  }

  @ParameterizedTest
  @MethodSource("placements")
  void textAndModelAreTheSame(Placement placement) throws IOException {
    assertThat(ManifestYaml.read(Manifests.yaml(placement))).isEqualTo(Manifests.of(placement));
  }

  @ParameterizedTest
  @MethodSource("placements")
  void everyServiceAndBackendHasOnePodAndOneName(Placement placement) throws IOException {
    var cluster = Cluster.of(placement);
    var backends = placement.lab().backends().stream().map(BackendSpec::name);
    var expected =
        Stream.concat(backends, placement.lab().ports().keySet().stream())
            .filter(name -> !placement.managed().containsKey(name))
            .toList();
    assertThat(cluster.names(Deployment.class)).isEqualTo(expected);
    assertThat(cluster.names(Service.class)).isEqualTo(expected);
    assertThat(cluster.all(Deployment.class))
        .allSatisfy(
            deployment -> {
              assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
              assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
            });
  }

  @ParameterizedTest
  @MethodSource("placements")
  void namesAreValidAndInTheNamespace(Placement placement) throws IOException {
    assertThat(Cluster.of(placement).objects())
        .extracting(HasMetadata::getMetadata)
        .allSatisfy(
            metadata -> {
              assertThat(metadata.getName()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
              assertThat(metadata.getName()).hasSizeLessThanOrEqualTo(63);
              assertThat(metadata.getNamespace()).isEqualTo(placement.namespace());
            });
  }

  @ParameterizedTest
  @MethodSource("placements")
  void selectorsMatchThePodOfTheirNameAlone(Placement placement) throws IOException {
    var cluster = Cluster.of(placement);
    var deployments = cluster.all(Deployment.class);
    for (var deployment : deployments) {
      var name = deployment.getMetadata().getName();
      var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
      assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
      assertThat(deployments)
          .filteredOn(
              other ->
                  other
                      .getSpec()
                      .getTemplate()
                      .getMetadata()
                      .getLabels()
                      .entrySet()
                      .containsAll(cluster.service(name).getSpec().getSelector().entrySet()))
          .containsExactly(deployment);
    }
  }

  @ParameterizedTest
  @MethodSource("placements")
  void portsOfAServiceAreThoseOfItsContainer(Placement placement) throws IOException {
    var cluster = Cluster.of(placement);
    for (var service : cluster.all(Service.class)) {
      var container = cluster.container(service.getMetadata().getName());
      assertThat(service.getSpec().getPorts())
          .isNotEmpty()
          .allSatisfy(
              port ->
                  assertThat(number(container, port.getTargetPort().getStrVal()))
                      .isEqualTo(port.getPort()));
    }
  }

  @ParameterizedTest
  @MethodSource("placements")
  void everyContainerIsProbed(Placement placement) throws IOException {
    for (var container : containers(placement)) {
      assertThat(
              List.of(
                  container.getStartupProbe(),
                  container.getReadinessProbe(),
                  container.getLivenessProbe()))
          .allSatisfy(probe -> asksTheContainer(probe, container));
    }
  }

  private static void asksTheContainer(Probe probe, Container container) {
    if (probe.getHttpGet() == null) {
      assertThat(probe.getExec().getCommand()).isNotEmpty();
    } else {
      assertThat(number(container, probe.getHttpGet().getPort().getStrVal())).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("placements")
  void noContainerHasMoreRightsThanItNeeds(Placement placement) throws IOException {
    for (var pod : pods(placement)) {
      var user = pod.getSecurityContext();
      assertThat(user.getRunAsNonRoot()).isTrue();
      assertThat(user.getRunAsUser()).isPositive().isEqualTo(user.getFsGroup());
      assertThat(user.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      assertThat(pod.getEnableServiceLinks()).isFalse();
      assertThat(pod.getTerminationGracePeriodSeconds()).isBetween(10L, 15L);
    }
    for (var container : containers(placement)) {
      var rights = container.getSecurityContext();
      assertThat(rights.getAllowPrivilegeEscalation()).isFalse();
      assertThat(rights.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(rights.getCapabilities().getAdd()).isEmpty();
      assertThat(rights.getReadOnlyRootFilesystem())
          .as("%s may not write to its image", container.getImage())
          .isEqualTo(!container.getImage().startsWith("apache/kafka:"));
    }
  }

  @ParameterizedTest
  @MethodSource("placements")
  void everyContainerHasALimitOfMemory(Placement placement) throws IOException {
    for (var container : containers(placement)) {
      var resources = container.getResources();
      assertThat(resources.getLimits()).containsOnlyKeys("memory");
      assertThat(resources.getRequests()).containsAllEntriesOf(resources.getLimits());
      assertThat(resources.getRequests()).containsKey("cpu");
    }
  }

  @ParameterizedTest
  @MethodSource("placements")
  void everyMountHasItsVolumeAndEveryClaimIsMade(Placement placement) throws IOException {
    var cluster = Cluster.of(placement);
    for (var pod : pods(placement)) {
      assertThat(pod.getVolumes())
          .extracting(Volume::getName)
          .containsExactlyElementsOf(
              pod.getContainers().getFirst().getVolumeMounts().stream()
                  .map(VolumeMount::getName)
                  .toList());
    }
    var claimed =
        pods(placement).stream()
            .flatMap(pod -> pod.getVolumes().stream())
            .map(Volume::getPersistentVolumeClaim)
            .filter(Objects::nonNull)
            .map(claim -> claim.getClaimName())
            .toList();
    assertThat(cluster.names(PersistentVolumeClaim.class))
        .isEqualTo(claimed)
        .doesNotHaveDuplicates();
  }

  private static List<PodSpec> pods(Placement placement) throws IOException {
    return Cluster.of(placement).all(Deployment.class).stream()
        .map(deployment -> deployment.getSpec().getTemplate().getSpec())
        .toList();
  }

  private static List<Container> containers(Placement placement) throws IOException {
    return pods(placement).stream().flatMap(pod -> pod.getContainers().stream()).toList();
  }

  private static int number(Container container, String port) {
    return container.getPorts().stream()
        .filter(declared -> declared.getName().equals(port))
        .mapToInt(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(() -> new AssertionError(container.getName() + " has no port " + port));
  }
}
