package io.distributedlab.runner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.distributedlab.runner.LabDescriptor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of lab is on a cluster. */
class ManifestsTest {
  private static final Path ROOT = Path.of("../..");

  @Test
  void aServiceIsStartedByItsNameAsInCompose() throws IOException {
    var cluster = Cluster.of(Labs.PLAIN);
    var container = cluster.container("back-1");
    assertThat(container.getImage()).isEqualTo("distributed-lab/week-01-plain");
    assertThat(container.getCommand()).isEmpty();
    assertThat(container.getArgs()).containsExactly("back-1");
    assertThat(cluster.environment("back-1"))
        .containsEntry("PORT", "8001")
        .containsEntry("OTEL_BSP_SCHEDULE_DELAY", "500")
        .doesNotContainKey("OTEL_EXPORTER_OTLP_ENDPOINT");
    assertThat(cluster.environment("back-1").get("JAVA_OPTS"))
        .startsWith("-XX:MaxRAMPercentage=50 ")
        .endsWith(" -XX:TieredStopAtLevel=1");
    assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("256Mi"));
    assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/ready");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/ready");
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health");
    assertThat(container.getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .containsExactly("/tmp");
    assertThat(cluster.service("back-1").getSpec().getClusterIP()).isNull();
  }

  @Test
  void theUserIsThatOfTheImage() throws IOException {
    var user = Cluster.of(Labs.PLAIN).pod("front").getSecurityContext();
    assertThat(ROOT.resolve("infra/Dockerfile"))
        .content()
        .contains("USER %d:%d\n".formatted(user.getRunAsUser(), user.getRunAsGroup()));
  }

  @Test
  void aMemberOfTheBusIsFoundByThePodsOwnAddressBeforeItIsReady() throws IOException {
    var cluster = Cluster.of(Labs.CLUSTERED);
    for (var name : List.of("front", "back")) {
      var spec = cluster.service(name).getSpec();
      assertThat(spec.getClusterIP()).isEqualTo("None");
      assertThat(spec.getPublishNotReadyAddresses()).isTrue();
      assertThat(spec.getPorts()).extracting("name").containsExactly("http", "bus");
      assertThat(spec.getPorts()).extracting("port").contains(5701);
      assertThat(cluster.environment(name).get("JAVA_OPTS"))
          .contains("TieredStopAtLevel=1 -Dhazelcast.merge.first.run.delay.seconds=5");
    }
    var loner = cluster.service("worker").getSpec();
    assertThat(loner.getClusterIP()).isNull();
    assertThat(loner.getPublishNotReadyAddresses()).isNull();
    assertThat(loner.getPorts()).extracting("name").containsExactly("http");
    assertThat(cluster.environment("worker").get("JAVA_OPTS")).doesNotContain("hazelcast");
  }

  @Test
  void aProxyIsFoundOnBothItsPorts() throws IOException {
    var ports = Cluster.of(Labs.BACKENDS).service("cache-proxy").getSpec().getPorts();
    assertThat(ports).extracting("name").containsExactly("http", "proxy");
    assertThat(ports).extracting("port").containsExactly(8001, 8002);
  }

  @ParameterizedTest
  @CsvSource({
    "cache, redis, 6379, 128Mi, 999",
    "ledger, redis, 6379, 128Mi, 999",
    "orders-db, postgres, 5432, 256Mi, 999",
    "log, apache/kafka, 9092, 512Mi, 1000"
  })
  void aBackendIsThePinnedImageOnItsUsualPort(
      String name, String image, int port, String memory, long user) throws IOException {
    var cluster = Cluster.of(Labs.BACKENDS);
    var container = cluster.container(name);
    assertThat(container.getImage()).startsWith(image + ":");
    assertThat(ROOT.resolve("compose/images.yml")).content().contains(container.getImage() + "\n");
    assertThat(container.getPorts()).extracting("containerPort").containsExactly(port);
    assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity(memory));
    assertThat(cluster.pod(name).getSecurityContext().getRunAsUser()).isEqualTo(user);
  }

  @Test
  void aBackendHasTheSettingsOfTheLabAndOfItsRecipe() throws IOException {
    var cluster = Cluster.of(Labs.BACKENDS);
    assertThat(cluster.container("cache").getArgs())
        .startsWith("redis-server", "--protected-mode", "no")
        .containsSubsequence("--appendonly", "no")
        .containsSubsequence("--maxmemory", "16mb")
        .containsSubsequence("--save", "");
    assertThat(cluster.container("cache").getReadinessProbe().getExec().getCommand())
        .containsExactly("sh", "-c", "redis-cli ping | grep -q PONG");
    assertThat(cluster.container("orders-db").getArgs())
        .containsExactly("postgres", "-c", "max_connections=50");
    assertThat(cluster.environment("orders-db"))
        .containsExactly(Map.entry("POSTGRES_HOST_AUTH_METHOD", "trust"));
    assertThat(cluster.container("orders-db").getStartupProbe().getExec().getCommand())
        .startsWith("pg_isready")
        .contains("--host=127.0.0.1");
    assertThat(cluster.container("orders-db").getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .containsExactly("/tmp", "/var/run/postgresql", "/var/lib/postgresql");
    assertThat(cluster.container("log").getArgs()).isEmpty();
    assertThat(cluster.environment("log"))
        .containsEntry("KAFKA_LOG_RETENTION_MS", "60000")
        .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .containsEntry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://log:9092,HOST://localhost:7092");
  }

  @Test
  void dataOutliveAPodUnlessTheLabSaysOtherwise() throws IOException {
    var cluster = Cluster.of(Labs.BACKENDS);
    assertThat(cluster.names(PersistentVolumeClaim.class))
        .containsExactly("ledger-data", "orders-db-data", "log-data");
    assertThat(cluster.claim("log-data").getSpec().getAccessModes())
        .containsExactly("ReadWriteOnce");
    assertThat(cluster.pod("cache").getVolumes())
        .extracting(Volume::getEmptyDir)
        .doesNotContainNull();
  }

  @Test
  void aServiceThatKeepsFilesHasADiskOfItsOwn() throws IOException {
    var cluster = Cluster.of(Labs.FILES);
    assertThat(cluster.names(PersistentVolumeClaim.class))
        .containsExactly("replica-1-data", "replica-2-data");
    var directory = cluster.environment("replica-2").get("REPLICA_DATA");
    assertThat(cluster.container("replica-2").getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .contains(directory);
    assertThat(cluster.environment("front")).doesNotContainKey("REPLICA_DATA");
  }

  @Test
  void aManagedBackendIsAnAddressInASecretAlone() throws IOException {
    var cluster = Cluster.of(Labs.MANAGED);
    assertThat(cluster.names(Secret.class)).containsExactly("managed-backends");
    assertThat(cluster.all(Secret.class).getFirst().getStringData())
        .isEqualTo(
            Map.of(
                "LAB_BACKEND_ORDERS_DB",
                "postgresql://me:s3cret@db.example:5432/lab?sslmode=require",
                "LAB_BACKEND_LOG",
                "kafka.example:9092"));
    for (var service : List.of("api", "cache-proxy")) {
      assertThat(cluster.container(service).getEnvFrom())
          .extracting(from -> from.getSecretRef().getName())
          .containsExactly("managed-backends");
    }
    assertThat(cluster.container("cache").getEnvFrom()).isEmpty();
    assertThat(Manifests.yaml(Labs.MANAGED)).containsOnlyOnce("s3cret");
  }

  @Test
  void whatTheLearnerSaysHolds() throws IOException {
    var cluster = Cluster.of(Labs.MANAGED);
    assertThat(cluster.container("api").getImage()).isEqualTo("registry.example/labs/backends:3");
    assertThat(cluster.environment("api"))
        .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example:4318");
    assertThat(cluster.objects())
        .extracting(HasMetadata::getMetadata)
        .extracting("namespace")
        .containsOnly("learning");
  }

  /** So that two outputs can be compared: a map of the JDK has another order in every run. */
  @Test
  void theTextHasAnOrder() {
    assertThat(Manifests.yaml(Placement.of(Labs.PLAIN)))
        .startsWith(
            """
            ---
            apiVersion: v1
            kind: Service
            metadata:
              labels:
                app.kubernetes.io/name: front
                app.kubernetes.io/part-of: week-01-plain
              name: front
            spec:
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Front", "front_1", "1st", "front-", "-front", "a.b", "ü"})
  void aNameThatKubernetesRefusesIsRefused(String name) {
    var lab = LabDescriptor.lab(1, "week-01-x", "X").service(name, 9, s -> new VerticleBase() {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of(lab.build()))
        .withMessageContaining("no service named '" + name + "'");
  }

  @Test
  void whatCannotBePlacedIsRefused() {
    refused("a b", "x", Map.of(), "'a b' is not the name of an image");
    refused("", "x", Map.of(), "'' is not the name of an image");
    refused("a", "My Space", Map.of(), "no namespace named 'My Space'");
    refused("a", "x", Map.of("db", "u"), "no backend 'db': it has cache, ledger, orders-db, log");
    refused("a", "x", Map.of("log", " "), "the managed log has no address");
  }

  private static void refused(
      String image, String namespace, Map<String, String> managed, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Placement(Labs.BACKENDS, image, namespace, managed, null))
        .withMessageContaining(why);
  }
}
