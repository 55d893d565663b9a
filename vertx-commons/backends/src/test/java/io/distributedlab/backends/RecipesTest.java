package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers by compose are what containers by {@code --backends containers} are. */
class RecipesTest {
  private static final Path COMPOSE = Path.of("../../compose");

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redis", "kafka"})
  void eachKindHasAPinnedImageAndARecipeOfItsName(String kind) throws IOException {
    assertThat(Images.of(kind)).matches("[a-z/]+:[0-9.]+");
    assertThat(COMPOSE.resolve(kind + ".yml"))
        .content()
        .contains("  " + kind + ":\n    extends: {file: images.yml, service: " + kind + "}");
  }

  @Test
  void anUnknownImageIsAnError() {
    assertThatIOException()
        .isThrownBy(() -> Images.of("valkey"))
        .withMessage("compose/images.yml has no image of valkey");
  }

  @Test
  void theKafkaOfComposeHasTheSameDefaults() throws IOException {
    var recipe = Files.readString(COMPOSE.resolve("kafka.yml")).replace("\"", "");
    assertThat(Kafka.environment(Kafka.DEFAULTS))
        .allSatisfy((name, value) -> assertThat(recipe).contains(name + ": " + value + "\n"));
  }

  @Test
  void theLabsSettingsWinOverTheDefaults() throws IOException {
    var kafka = Kafka.named("kafka").set("group.min.session.timeout.ms", "900");
    var container = new ContainerRecipe(kafka, 7092).container();
    assertThat(container.getEnvMap())
        .containsAllEntriesOf(
            Map.of(
                "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "900",
                "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:7092"));
    assertThat(container.getPortBindings()).containsExactly("127.0.0.1:7092:9092/tcp");
  }

  @Test
  void theCommandOfAContainerHasTheSettings() {
    assertThat(Redis.named("r").persistence(Redis.Persistence.EVERY_SECOND).command())
        .containsSubsequence("redis-server", "--appendfsync", "everysec", "--appendonly", "yes");
    assertThat(Postgres.named("p").command()).isEmpty();
    assertThat(Postgres.named("p").set("max_connections", "20").command())
        .containsExactly("postgres", "-c", "max_connections=20");
  }
}
