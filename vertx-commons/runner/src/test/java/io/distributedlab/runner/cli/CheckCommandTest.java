package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.EmbeddedLab;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.exercise.Journal;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lab check}, in this JVM. The seed 1 breaks the claim of the test lab. */
@Timeout(120)
class CheckCommandTest {
  private static final int OFFSET = 16_500;

  @TempDir Path home = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void theLabIsThere() throws IOException {
    Files.createDirectories(home.resolve("labs/test-lab"));
    Files.createFile(home.resolve("labs/test-lab/pom.xml"));
  }

  @Test
  void aNearNumberSolvesAndIsRemembered() {
    assertThat(check("1", "--answer", "1")).isZero();
    assertThat(out.toString())
        .contains("1. The share", "near answered: you said 1 of 1, measured 1 of 1", "Solved.");
    assertThat(page(1)).isEqualTo(new Journal.Page(true, 1, 0, 0, "1").toString());
  }

  @Test
  void aFarOneDoesNot() {
    assertThat(check("1", "--answer", "0.5")).isEqualTo(1);
    assertThat(out.toString()).contains("far ", "Not yet. A hint: ./lab hint test-lab 1");
    assertThat(page(1)).isEqualTo(new Journal.Page(false, 1, 0, 0.5, "0.5").toString());
  }

  @Test
  void codeIsJudgedByClaimsAndToldWhatItMisses() {
    assertThat(check("2", "--seed", "2")).isZero();
    assertThat(check("2", "--seed", "1")).isEqualTo(1);
    assertThat(out.toString())
        .contains("Your class: labs/test-lab/src/main/java/io/distributedlab/runner/TestLab.java")
        .contains("no   every question is answered", "A question is not two answers.");
    assertThat(page(2)).contains("solved=true, tries=2");
  }

  @Test
  void anInconclusiveCheckIsNoAnswer() {
    assertThat(check("2", "--seed", "3")).isEqualTo(3);
    assertThat(out.toString()).contains("too busy");
    assertThat(page(2)).contains("solved=false");
  }

  @Test
  void aRunningLabIsMeasuredAsItIs() throws Exception {
    var running = new EmbeddedLab(Lab.onClasspath().orElseThrow(), OFFSET, false);
    running.start(ready -> {}).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    try {
      assertThat(check("3", "--seed", "2")).isZero();
    } finally {
      running.stop().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void itsOwnLabStartsBesideTheOneThatRuns() throws Exception {
    var running = new EmbeddedLab(Lab.onClasspath().orElseThrow(), OFFSET, false);
    running.start(ready -> {}).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    try {
      assertThat(check("2", "--seed", "2")).isZero();
    } finally {
      running.stop().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void withoutARunningLabItSaysHowToStartIt() {
    assertThat(check("3")).isEqualTo(2);
    assertThat(err.toString()).contains("start it in another terminal, ./lab run test-lab");
  }

  @Test
  void wordsAreComparedWithTheModelAnswer() {
    assertThat(check("4", "--answer", "Who knows")).isZero();
    assertThat(out.toString()).contains("A model answer:", "Because of the question.");
    assertThat(page(4)).contains("Who knows");
  }

  @Test
  void withoutANumberItIsTheFirstUnsolved() {
    check("1", "--answer", "1");
    out.getBuffer().setLength(0);
    assertThat(check("--seed", "2")).isZero();
    assertThat(out.toString()).contains("2. The answer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check test-lab 5 | numbered 1 to 4",
        "check test-lab x | numbered 1 to 4",
        "check test-lba 1 | did you mean test-lab?",
        "check test-lab 1 | Answer before it is measured: ./lab check test-lab 1 --answer N",
        "check test-lab 1 --answer many | 'many' is not a number",
        "check test-lab 1 --answer NaN | 'NaN' is not a number",
        "check test-lab 1 --answer 1,2 | asks for 1 numbers, not 2",
        "check test-lab 4 | Answer before it is measured",
        "hint test-lab 1 | no exercises yet",
        "check | Missing required parameter"
      })
  void wrongUsageIsExplained(String command, String hint) {
    assertThat(lab(command.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(hint).doesNotContain("\tat ");
  }

  private String page(int exercise) {
    return Journal.of(home).page("test-lab", exercise).toString();
  }

  private int check(String... arguments) {
    var command = new String[arguments.length + 4];
    command[0] = "check";
    command[1] = "test-lab";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    command[arguments.length + 2] = "--port-offset";
    command[arguments.length + 3] = String.valueOf(OFFSET);
    return lab(command);
  }

  private int lab(String... arguments) {
    return Typed.in(home, out, err, arguments);
  }
}
