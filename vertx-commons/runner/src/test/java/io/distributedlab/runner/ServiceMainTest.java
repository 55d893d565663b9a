package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.backends.BackendSource;
import io.distributedlab.backends.Backends;
import io.distributedlab.backends.Kafka;
import io.distributedlab.backends.Postgres;
import io.distributedlab.backends.Redis;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class ServiceMainTest {
  private static final int BACK = 7011;

  @TempDir Path home = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"", "middle", "front back"})
  void anythingButOneServiceOfTheLabIsAUsageError(String arguments) throws Exception {
    var words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
    try (var child = ChildJvm.start(home, ServiceMain.class, words)) {
      assertThat(child.exitCode()).isEqualTo(2);
      assertThat(child.errors())
          .isEqualToIgnoringNewLines("Name one service of test-lab: [front, back].");
    }
  }

  @Test
  void servesOnItsDeclaredPortUntilSigterm() throws Exception {
    try (var child = ChildJvm.start(home, ServiceMain.class, "back")) {
      child.awaitListening(BACK);
      assertThat(Get.get(BACK, "/answer").body()).isEqualTo("{\"answer\":42}");
      child.signal("TERM");
      assertThat(child.exitCode()).isEqualTo(143);
      assertThat(Ports.isFree(BACK)).isTrue();
    }
  }

  @Test
  void usesAndPreparesTheBackendsThatItsEnvironmentNames() throws Exception {
    var plain =
        new Backends(
            List.of(Redis.named("cache"), Postgres.named("postgres"), Kafka.named("kafka")),
            BackendSource.EMBEDDED,
            Map.of(),
            16_800);
    var uris = plain.addresses();
    ChildJvm.install(home, BackendLab.class);
    try {
      await(plain.start());
      var environment =
          Map.of(
              "LAB_BACKEND_CACHE", uris.uri("cache"),
              "LAB_BACKEND_POSTGRES", uris.uri("postgres"),
              "LAB_BACKEND_KAFKA", uris.uri("kafka"));
      try (var child = ChildJvm.start(home, environment, ServiceMain.class, "store")) {
        child.awaitListening(BackendLab.STORE);
        assertThat(Get.get(BackendLab.STORE, "/orders").body())
            .isEqualTo("{\"cached\":0,\"stored\":0}");
        assertThat(Get.get(BackendLab.STORE, "/partitions").body()).isEqualTo("{\"partitions\":6}");
        child.signal("TERM");
        assertThat(child.exitCode()).isEqualTo(143);
      }
    } finally {
      await(plain.stop());
    }
  }

  @Test
  void aBackendThatIsNotThereIsOneSentence() throws Exception {
    ChildJvm.install(home, BackendLab.class);
    var nowhere =
        Map.of(
            "LAB_BACKEND_POSTGRES", "postgresql://postgres@127.0.0.1:1/postgres",
            "LAB_BACKEND_KAFKA", "127.0.0.1:1",
            "LAB_BACKENDS_WAIT", "1");
    try (var child = ChildJvm.start(home, nowhere, ServiceMain.class, "store")) {
      assertThat(child.exitCode()).isEqualTo(1);
      assertThat(child.errors())
          .hasLineCount(1)
          .startsWith("store did not start: ")
          .contains("is not there: ");
    }
  }

  @Test
  void aTimeToWaitThatIsNoneIsOneSentence() throws Exception {
    ChildJvm.install(home, BackendLab.class);
    var never = Map.of("LAB_BACKENDS_WAIT", "never");
    try (var child = ChildJvm.start(home, never, ServiceMain.class, "store")) {
      assertThat(child.exitCode()).isEqualTo(2);
      assertThat(child.errors())
          .isEqualToIgnoringNewLines("LAB_BACKENDS_WAIT must be a number of seconds, not 'never'.");
    }
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
