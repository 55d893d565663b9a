package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.backends.Kafka;
import io.distributedlab.backends.Postgres;
import io.distributedlab.backends.Redis;
import io.distributedlab.runner.LabDescriptor;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeFileTest {
  private static final String GOOD =
      """
      name: lab-07-breakers
      include:
        - ../../compose/observability.yml
      services:
        client:
          extends: {file: ../../compose/service.yml, service: service}
          command: [client]
          environment: {PORT: 8000}
          ports: ["127.0.0.1:${CLIENT_PORT:-8000}:8000"]
        backend:
          extends: {file: ../../compose/service.yml, service: service}
          command: backend
          environment: {PORT: 8001, DATA: /var/tmp}
          ports: ["127.0.0.1:8001:8001"]
          volumes: ["backend:/var/tmp"]
        redis:
          image: redis:8
        runner:
          extends: {file: ../../compose/service.yml, service: runner}
      """;

  private static final String WITH_BACKENDS =
      """
      name: lab-12-herd
      services:
        api:
          extends: {file: ../../compose/service.yml, service: service}
          command: [api]
          environment: {PORT: 8000}
          ports: ["127.0.0.1:8000:8000"]
        cache:
          extends: {file: ../../compose/redis.yml, service: redis}
          command: [redis-server, --protected-mode, "no", --appendfsync, always, --appendonly, "yes", --save, ""]
          ports: ["127.0.0.1:${CACHE_PORT:-7379}:6379"]
        postgres:
          extends: {file: ../../compose/postgres.yml, service: postgres}
          ports: ["127.0.0.1:${POSTGRES_PORT:-7432}:5432"]
        log:
          extends: {file: ../../compose/kafka.yml, service: kafka}
          environment:
            KAFKA_LOG_RETENTION_MS: 60000
            KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://log:9092,HOST://localhost:7092
          ports: ["127.0.0.1:7092:19092"]
        runner:
          extends: {file: ../../compose/service.yml, service: runner}
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void aFileThatAgreesHasNoDifference() throws IOException {
    assertThat(differences(GOOD)).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lab-07-breakers | lab-7 | name must be lab-07-breakers, not lab-7",
        "backend: | backend2: | there is no service backend",
        "backend: | backend2: | backend2 is not a service of the lab",
        "[client] | [backend] | client must have the command [client]",
        "PORT: 8001 | PORT: 8002 | backend must have PORT 8001 in its environment",
        "DATA: /var/tmp | DATA: /tmp | backend must have a volume where DATA says",
        "DATA: | DIRECTORY: | backend must have a volume where DATA says",
        "127.0.0.1:8001:8001 | 8001:8001 | backend must publish",
        "127.0.0.1:8001:8001 | 0.0.0.0:8001:8001 | backend must publish",
        "127.0.0.1:8001:8001 | 127.0.0.1:8001:8000 | backend must publish",
        ":-8000}:8000 | :-9000}:8000 | client must publish",
        "'service: runner' | 'service: service' | there is no live page: runner must extend",
        "../../compose/service.yml | ../../compose/other.yml | client must extend"
      })
  void everyDifferenceIsNamed(String good, String bad, String difference) throws IOException {
    assertThat(differences(GOOD.replace(good, bad))).contains(difference);
  }

  @Test
  void aFileWithTheBackendsOfTheLabHasNoDifference() throws IOException {
    assertThat(differencesOfBackends(WITH_BACKENDS)).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  postgres:\\n    extends' | '  pg:\\n    extends' | there is no service postgres",
        "compose/redis.yml | compose/valkey.yml | cache must extend",
        "always | everysec | cache must have the command [redis-server, --protected-mode, no,"
            + " --appendfsync, always",
        "60000 | 50000 | log must have KAFKA_LOG_RETENTION_MS 60000 in its environment",
        "//log:9092 | //kafka:9092 | log must have KAFKA_ADVERTISED_LISTENERS",
        "127.0.0.1:7092 | 7092 | log must publish 127.0.0.1:${...:-7092}:...",
        ":-7432} | :-5432} | postgres must publish"
      })
  void everyDifferenceOfABackendIsNamed(String good, String bad, String difference)
      throws IOException {
    assertThat(differencesOfBackends(WITH_BACKENDS.replace(lines(good), lines(bad))))
        .contains(difference);
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  private String differencesOfBackends(String yaml) throws IOException {
    var lab =
        LabDescriptor.lab(12, "week-12-herd", "Herd")
            .service("api", 8000, service -> new VerticleBase() {})
            .backend(Redis.named("cache").persistence(Redis.Persistence.ALWAYS))
            .backend(Postgres.named("postgres"))
            .backend(Kafka.named("log").set("log.retention.ms", "60000"))
            .build();
    var file = Files.writeString(folder.resolve("docker-compose.yml"), yaml);
    return ComposeFile.read(file).differencesFrom(lab).toString();
  }

  private String differences(String yaml) throws IOException {
    var lab =
        LabDescriptor.lab(7, "week-07-breakers", "Breakers")
            .service("client", 8000, service -> new VerticleBase() {})
            .service("backend", 8001, service -> new VerticleBase() {})
            .files("DATA")
            .build();
    var file = Files.writeString(folder.resolve("docker-compose.yml"), yaml);
    return ComposeFile.read(file).differencesFrom(lab).toString();
  }
}
