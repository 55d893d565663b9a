package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lab reset}; the exercise 2 of the test lab is about code. */
class ResetCommandTest {
  private static final String SOURCE = "io/distributedlab/runner/TestLab.java";

  @TempDir Path home = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path yours = Path.of("");

  @BeforeEach
  void aLabWithAStub() throws IOException {
    var lab = Files.createDirectories(home.resolve("labs/test-lab"));
    Files.createFile(lab.resolve("pom.xml"));
    yours = lab.resolve("src/main/java").resolve(SOURCE);
    var stub = lab.resolve("stubs").resolve(SOURCE);
    Files.createDirectories(yours.getParent());
    Files.createDirectories(stub.getParent());
    Files.writeString(stub, "the stub");
    Files.writeString(yours, "mine");
    lab("generate", "test-lab");
  }

  @Test
  void putsTheStubBackAndKeepsWhatWasThere() throws IOException {
    assertThat(lab("reset", "test-lab", "2")).isZero();
    assertThat(yours).hasContent("the stub");
    try (var saved = Files.list(home.resolve(".lab/saved/test-lab"))) {
      assertThat(saved.toList())
          .singleElement()
          .satisfies(kept -> assertThat(kept).hasContent("mine"));
    }
  }

  @Test
  void anUntouchedStubIsNotKept() {
    lab("reset", "test-lab", "2");
    out.getBuffer().setLength(0);
    assertThat(lab("reset", "test-lab", "2")).isZero();
    assertThat(out.toString()).hasLineCount(1).contains("As it was");
  }

  @ParameterizedTest
  @CsvSource({
    "reset test-lab 1, nothing to put back",
    "reset test-lab 9, numbered 1 to 4",
    "reset circuit-breakers 1, not built yet"
  })
  void wrongUsageChangesNothing(String command, String hint) {
    assertThat(lab(command.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(hint).doesNotContain("\tat ");
    assertThat(yours).hasContent("mine");
  }

  private int lab(String... arguments) {
    return Typed.in(home, out, err, arguments);
  }
}
