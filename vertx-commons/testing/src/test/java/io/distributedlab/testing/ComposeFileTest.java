package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
          environment: {PORT: 8001}
          ports: ["127.0.0.1:8001:8001"]
        redis:
          image: redis:8
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
        "127.0.0.1:8001:8001 | 8001:8001 | backend must publish",
        "127.0.0.1:8001:8001 | 0.0.0.0:8001:8001 | backend must publish",
        "127.0.0.1:8001:8001 | 127.0.0.1:8001:8000 | backend must publish",
        ":-8000}:8000 | :-9000}:8000 | client must publish",
        "../../compose/service.yml | ../../compose/other.yml | client must extend"
      })
  void everyDifferenceIsNamed(String good, String bad, String difference) throws IOException {
    assertThat(differences(GOOD.replace(good, bad))).contains(difference);
  }

  private String differences(String yaml) throws IOException {
    var lab =
        LabDescriptor.lab(7, "week-07-breakers", "Breakers")
            .service("client", 8000, service -> new VerticleBase() {})
            .service("backend", 8001, service -> new VerticleBase() {})
            .build();
    var file = Files.writeString(folder.resolve("docker-compose.yml"), yaml);
    return ComposeFile.read(file).differencesFrom(lab).toString();
  }
}
