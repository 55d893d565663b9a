package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles a changed copy of the test lab beside the one on the class path. */
class LearnerClassesTest {
  private static final Path TEST_LAB =
      Path.of("src/test/java/io/distributedlab/runner/TestLab.java");

  @TempDir Path home = Path.of("");

  @Test
  void theChangedLabTakesThePlaceOfTheOther() throws IOException {
    var learner = changed("\"Test Lab\"", "\"Mine\"");
    assertThat(learner.compile()).isEmpty();
    assertThat(learner.lab().title()).isEqualTo("Mine");
    assertThat(Lab.onClasspath().orElseThrow().title()).isEqualTo("Test Lab");
  }

  @Test
  void anErrorIsFileLineAndMessage() throws IOException {
    assertThat(changed("\"Test Lab\"", "\"Mine\" +").compile())
        .singleElement()
        .asString()
        .matches("io/distributedlab/runner/TestLab.java:\\d+: illegal start of expression");
  }

  private LearnerClasses changed(String what, String to) throws IOException {
    var sources = home.resolve("sources");
    var file = sources.resolve("io/distributedlab/runner/TestLab.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, Files.readString(TEST_LAB).replace(what, to));
    return new LearnerClasses(sources, home.resolve("classes"));
  }
}
