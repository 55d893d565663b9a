package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.runner.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabFoldersTest {
  @TempDir Path home = Path.of("");

  @BeforeEach
  void someLabsAreBuilt() throws IOException {
    for (var folder : new String[] {"base-echo-chain", "week-07-circuit-breakers", "my-own"}) {
      Files.createDirectories(home.resolve("labs").resolve(folder));
      Files.createFile(home.resolve("labs").resolve(folder).resolve("pom.xml"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, week-07-circuit-breakers",
    "07, week-07-circuit-breakers",
    "circuit-breakers, week-07-circuit-breakers",
    "Week-07-Circuit-Breakers, week-07-circuit-breakers",
    "0, base-echo-chain",
    "00, base-echo-chain",
    "base, base-echo-chain",
    "echo-chain, base-echo-chain",
    "base-echo-chain, base-echo-chain",
    "my-own, my-own"
  })
  void aLabHasManyNames(String name, String folder) {
    assertThat(folders().resolve(name)).isEqualTo(folder);
  }

  @ParameterizedTest
  @CsvSource({"8, week-08-cache-aside", "cache-aside, week-08-cache-aside"})
  void aLabThatIsNotThereYetSaysSo(String name, String folder) {
    assertThatThrownBy(() -> folders().resolve(name))
        .isInstanceOf(UsageException.class)
        .hasMessage("Lab " + folder + " is not built yet: ./lab list shows the labs that are.");
  }

  @ParameterizedTest
  @CsvSource({
    "circuit-braker, did you mean circuit-breakers?",
    "my-owm, did you mean my-own?",
    "53, ./lab list shows all of them.",
    "../base-echo-chain, ./lab list shows all of them."
  })
  void anUnknownNameIsAnsweredWithTheNearest(String name, String answer) {
    assertThatThrownBy(() -> folders().resolve(name))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("There is no lab '" + name + "'")
        .hasMessageContaining(answer);
  }

  @Test
  void foldersOutsideTheCurriculumAreTheUsersOwn() {
    assertThat(folders().own()).containsExactly("my-own");
  }

  @Test
  void aCheckoutWithoutLabsHasNone() {
    var empty = new LabFolders(home.resolve("nowhere"), Curriculum.load());
    assertThat(empty.own()).isEmpty();
  }

  private LabFolders folders() {
    return new LabFolders(home, Curriculum.load());
  }
}
