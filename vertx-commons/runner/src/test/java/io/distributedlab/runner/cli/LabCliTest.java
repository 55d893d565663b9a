package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.GeneratedFiles;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.exercise.Journal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs the real commands in this JVM. */
class LabCliTest {
  @TempDir Path home = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void twoLabsAreBuilt() throws IOException {
    for (var folder : new String[] {"base-echo-chain", "test-lab"}) {
      Files.createDirectories(home.resolve("labs").resolve(folder));
      Files.createFile(home.resolve("labs").resolve(folder).resolve("pom.xml"));
    }
  }

  @Test
  void listMarksWhatIsBuilt() {
    assertThat(lab("list")).isZero();
    assertThat(out.toString())
        .containsPattern("0 echo-chain +built +Traces")
        .containsPattern("7 circuit-breakers +not built yet +Fail-fast")
        .containsPattern("Your own\\R +test-lab +built")
        .contains("1 of 53 labs are built.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Netflix Engineering", "netflix", "NETFLIX-eng"})
  void listOfATrackKeepsItsOrder(String name) {
    assertThat(lab("list", "--track", name)).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("not built yet")))
        .extracting(line -> Integer.parseInt(line.strip().split(" ", 2)[0]))
        .containsExactly(7, 26, 28, 34, 44);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "engineering"})
  void anUnknownOrAmbiguousTrackIsAnsweredWithNames(String name) {
    assertThat(lab("list", "--track", name)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("Netflix Engineering");
  }

  @Test
  void outputIsColouredOnATerminalOnly() {
    var command = LabCli.commandLine(home).setOut(new PrintWriter(out, true));
    command.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.ON)).execute("list");
    assertThat(out.toString()).contains("\u001b[");
    out.getBuffer().setLength(0);
    lab("list");
    assertThat(out.toString()).doesNotContain("\u001b[");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "run",
        "prove",
        "check",
        "watch",
        "hint",
        "reset",
        "progress",
        "new",
        "k8s",
        "doctor",
        "test",
        "generate"
      })
  void everyCommandHasHelpAndVersion(String command) {
    assertThat(lab(command, "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: lab " + command);
    assertThat(lab(command, "--version")).isZero();
    assertThat(out.toString()).contains("Vert.x", "JDK");
  }

  @Test
  void withoutACommandItShowsTheBoard() {
    assertThat(lab()).isZero();
    assertThat(out.toString())
        .containsPattern("0 +echo-chain +not yet +none yet")
        .containsPattern("test-lab +not yet +none yet")
        .contains(
            "1 of 53 labs are there (./lab list shows all), and 1 of your own.",
            "Next: every exercise is solved",
            "./lab --help");
  }

  @Test
  void theBoardKnowsWhatIsSolvedAndProven() throws IOException {
    lab("generate", "test-lab");
    Journal.of(home).keep("test-lab", 1, Journal.Page.BLANK.tried(true, OptionalDouble.of(0), "1"));
    var run = Files.createDirectories(home.resolve(".lab/runs/test-lab/2026-01-02_03-04-05"));
    Files.writeString(run.resolve("run.json"), "{\"quick\":false,\"verdict\":\"HOLDS\"}");
    var later = Files.createDirectories(home.resolve(".lab/runs/test-lab/2026-01-03_03-04-05"));
    Files.writeString(later.resolve("run.json"), "{\"quick\":true,\"verdict\":\"BROKEN\"}");
    assertThat(lab()).isZero();
    assertThat(out.toString())
        .containsPattern("test-lab +holds +#--- 1 of 4")
        .contains("Next: ./lab check test-lab");
  }

  @Test
  void progressListsTheExercises() {
    lab("generate", "test-lab");
    Journal.of(home)
        .keep("test-lab", 1, Journal.Page.BLANK.tried(true, OptionalDouble.of(0.25), "1"));
    assertThat(lab("progress")).isZero();
    assertThat(out.toString())
        .containsPattern("1 +predict +solved +The share \\(off by 25 %\\)")
        .containsPattern("2 +code +open +The answer")
        .contains("off by 25 % in the median of 1 exercises");
  }

  @Test
  void hintsAreALadderWithTheModelAnswerAtItsEnd() {
    lab("generate", "test-lab");
    for (var shown : new String[] {"1 of 3: A nudge", "2 of 3: A step", "3 of 3: Almost"}) {
      out.getBuffer().setLength(0);
      assertThat(lab("hint", "test-lab", "2")).isZero();
      assertThat(out.toString()).contains(shown).doesNotContain("42");
    }
    lab("hint", "test-lab", "2");
    assertThat(out.toString()).contains("Ask once more").doesNotContain("42");
    lab("hint", "test-lab", "2");
    assertThat(out.toString()).contains("The model answer: 42");
  }

  @Test
  void withoutANumberTheHintIsForTheFirstThatIsOpen() {
    lab("generate", "test-lab");
    Journal.of(home)
        .keep("test-lab", 1, Journal.Page.BLANK.tried(true, OptionalDouble.empty(), ""));
    assertThat(lab("hint", "test-lab")).isZero();
    assertThat(out.toString()).contains("2. The answer", "1 of 3: A nudge");
  }

  @Test
  void theModelAnswerIsThereAtOnceWhenItIsSolved() {
    lab("generate", "test-lab");
    Journal.of(home)
        .keep("test-lab", 2, Journal.Page.BLANK.tried(true, OptionalDouble.empty(), ""));
    lab("hint", "test-lab", "2");
    assertThat(out.toString()).contains("The model answer: 42");
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheCommands() {
    assertThat(lab("rnu", "7")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "There is no command 'rnu': use one of list, run, prove, check, watch, hint, reset, progress, new, up, down, load, traces, k8s, doctor, test, or --help.");
  }

  @Test
  void aMissingLabOrAnUnknownOptionPointsToTheHelp() {
    assertThat(lab("run")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required parameter: 'LAB'", "lab run --help");
    assertThat(lab("run", "base", "--bogus")).isEqualTo(2);
    assertThat(err.toString()).contains("--bogus");
    assertThat(lab("run", "base", "--port-offset", "a lot")).isEqualTo(2);
    assertThat(err.toString()).contains("'--port-offset': 'a lot' is not a whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "40001", "many"})
  void anOffsetOutOfRangeIsRefused(String offset) {
    assertThat(lab("run", "base", "--port-offset", offset)).isEqualTo(2);
    assertThat(err.toString()).contains("--port-offset", offset).doesNotContain("\tat ");
  }

  @Test
  void aLabThatIsNotOnTheClassPathPointsToTheLauncher() {
    assertThat(lab("run", "base")).isEqualTo(2);
    assertThat(err.toString()).contains("./lab").hasLineCount(1);
  }

  @Test
  void testsOfAnUnknownLabAreRefusedByName() {
    assertThat(lab("test", "echo-chian")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean echo-chain?");
  }

  @Test
  void doctorExitsWithTwoExactlyWhenSomethingIsMarkedFail() {
    var code = lab("doctor");
    assertThat(out.toString())
        .containsPattern("ok +JDK " + Runtime.version().feature())
        .contains("Memory:", "Port 7070", "Docker", "k6");
    assertThat(code)
        .isEqualTo(out.toString().startsWith("FAIL") || out.toString().contains("\nFAIL") ? 2 : 0);
  }

  @Test
  void generateWritesTheFilesOfTheLab() throws IOException {
    assertThat(lab("generate", "test-lab")).isZero();
    var lab = Lab.onClasspath().orElseThrow();
    for (var file : GeneratedFiles.of(lab).entrySet()) {
      assertThat(home.resolve(file.getKey())).hasContent(file.getValue());
    }
    assertThat(home.resolve("infra/grafana/dashboards/infrastructure-health.json")).exists();
  }

  private int lab(String... arguments) {
    return Typed.in(home, out, err, arguments);
  }
}
