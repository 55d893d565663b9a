package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code lab load}, {@code up} and {@code down} say when they can do nothing. */
class LoadCommandTest {
  @TempDir Path home = Path.of("");
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void labs() throws IOException {
    for (var script :
        new String[] {
          "two/loadtest/basic.js", "two/loadtest/burst.js", "one/loadtest/basic.js", "none/loadtest"
        }) {
      var file = home.resolve("labs").resolve(script);
      Files.createDirectories(script.endsWith(".js") ? file.getParent() : file);
      if (script.endsWith(".js")) {
        Files.writeString(file, "// Users that come and go.\n");
      }
    }
    for (var lab : new String[] {"one", "two", "none"}) {
      Files.createFile(home.resolve("labs").resolve(lab).resolve("pom.xml"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "load two, ./lab load two burst",
    "load two, Users that come and go.",
    "load two storm, has no script 'storm': choose one of",
    "load one basic --port-offset 39000, Nothing listens on port 47000",
    "load one --port-offset 39000, ./lab up one",
    "load none, has no scripts",
    "load one --rate fast, 'fast' is not a whole number",
    "load lots, There is no lab 'lots'",
    "up one, has no docker-compose.yml: ./lab run one",
    "down one, has no docker-compose.yml",
    "traces lots, There is no lab 'lots'",
    "prove one --on moon, moon"
  })
  void wrongUsageIsOneSentence(String command, String hint) {
    assertThat(Typed.in(home, new StringWriter(), err, command.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(hint).doesNotContain("\tat ");
  }
}
