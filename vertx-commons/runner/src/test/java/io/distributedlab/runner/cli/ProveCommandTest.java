package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.ChildJvm;
import io.distributedlab.runner.Ports;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lab prove}, mostly in this JVM. */
@Timeout(120)
class ProveCommandTest {
  private static final int FRONT = 23_310;
  private static final int BACK = 23_311;
  private static final int RUNNER = 23_370;

  @TempDir Path home = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void theLabIsThere() throws IOException {
    Files.createDirectories(home.resolve("labs/test-lab"));
    Files.createFile(home.resolve("labs/test-lab/pom.xml"));
  }

  @ParameterizedTest
  @CsvSource({"0, HOLDS", "1, BROKEN", "3, INCONCLUSIVE"})
  void theExitCodeIsTheVerdict(String seed, String verdict) throws IOException {
    assertThat(prove("--seed", seed)).isEqualTo(Integer.parseInt(seed));
    assertThat(out.toString())
        .containsPattern("predicted +measured")
        .contains(verdict + " every question is answered", "Seed " + seed + ".")
        .contains("Next    ./lab prove test-lab");
    var report = path("Report  ");
    assertThat(report).content().startsWith("<!doctype html>");
    assertThat(report.resolveSibling("run.json")).exists();
    assertThat(List.of(FRONT, BACK, RUNNER)).allMatch(Ports::isFree);
  }

  @Test
  void theLatestRunIsLinked() throws IOException {
    var runs = home.resolve(".lab/runs/test-lab");
    Files.createDirectories(runs);
    Files.createSymbolicLink(runs.resolve("latest"), Path.of("an-older-one"));
    prove("--seed", "7");
    assertThat(runs.resolve("latest").resolve("report.html").toRealPath())
        .isEqualTo(path("Report  ").toRealPath());
    assertThat(runs).isDirectoryNotContaining("glob:**.link");
  }

  @Test
  void jsonIsAllThatIsOnStdout() {
    assertThat(prove("--json", "--seed", "1")).isEqualTo(1);
    var run = new JsonObject(out.toString());
    assertThat(run.getString("verdict")).isEqualTo("BROKEN");
    assertThat(run.getLong("seed")).isEqualTo(1);
    assertThat(run.getBoolean("quick")).isTrue();
    assertThat(err.toString()).contains("ready");
  }

  @Test
  void oneLineIsOneLine() {
    assertThat(prove("--one-line", "--seed", "3")).isEqualTo(3);
    assertThat(out.toString())
        .hasLineCount(1)
        .containsPattern("^test-lab +INCONCLUSIVE +1 hold, 0 broken, 1 inconclusive +\\d.*\\.html");
    out.getBuffer().setLength(0);
    prove("--one-line", "--json");
    assertThat(out.toString()).hasLineCount(1).startsWith("{");
  }

  @Test
  void withoutASeedEachRunHasItsOwn() {
    prove("--json");
    var first = new JsonObject(out.toString()).getLong("seed");
    out.getBuffer().setLength(0);
    prove("--json");
    assertThat(new JsonObject(out.toString()).getLong("seed")).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prove | Name a lab",
        "prove --all | launcher",
        "prove test-lab --all | not both",
        "prove test-lba | did you mean test-lab?",
        "prove test-lab --port-offset -1 | --port-offset must be",
        "prove test-lab --seed x | --seed",
        "prove circuit-breakers | not built yet"
      })
  void wrongUsageIsExplained(String command, String hint) {
    assertThat(lab(List.of(command.split(" ", -1)))).isEqualTo(2);
    assertThat(err.toString()).contains(hint).doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aTakenPortIsOneSentence() throws IOException {
    try (var taken = new ServerSocket(BACK, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThat(prove()).isEqualTo(2);
      assertThat(err.toString()).hasLineCount(1).contains("Port " + BACK + " (back)");
    }
  }

  /** As soon as the runner's server is up, or one of the services. */
  @ParameterizedTest
  @CsvSource({"23370", "23311", "23310"})
  void aSigtermWhileItStartsLeavesNothing(int listening) throws Exception {
    try (var lab =
        ChildJvm.start(home, LabCli.class, "prove", "test-lab", "--port-offset", "16300")) {
      lab.awaitListening(listening);
      assertNothingIsLeft(lab, "TERM", 143);
    }
  }

  @Test
  void norDoesOneDuringAPhase() throws Exception {
    try (var lab =
        ChildJvm.start(home, LabCli.class, "prove", "test-lab", "--port-offset", "16300")) {
      lab.awaitError("[1/1] asking");
      assertNothingIsLeft(lab, "TERM", 143);
    }
  }

  private void assertNothingIsLeft(ChildJvm lab, String signal, int exitCode) throws Exception {
    var processes = lab.processes();
    lab.signal(signal);
    assertThat(lab.exitCode()).isEqualTo(exitCode);
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(List.of(FRONT, BACK, RUNNER)).allMatch(Ports::isFree);
    assertThat(lab.errors())
        .contains("Stopped.\n")
        .doesNotContain("Exception", "could not", "did not start");
    assertThat(home.resolve(".lab")).doesNotExist();
  }

  @Test
  void ctrlCStopsTheLabAndTheExperiment() throws Exception {
    try (var lab =
        ChildJvm.start(home, LabCli.class, "prove", "test-lab", "--port-offset", "16300")) {
      lab.awaitListening(FRONT);
      lab.awaitError("[1/1] asking");
      assertNothingIsLeft(lab, "INT", 130);
      assertThat(lab.errors()).endsWith("Stopped.\n");
    }
  }

  private int prove(String... options) {
    var command = new ArrayList<>(List.of("prove", "test-lab", "--quick", "--port-offset"));
    command.add("16300");
    command.addAll(List.of(options));
    return lab(command);
  }

  private int lab(List<String> arguments) {
    return Typed.in(home, out, err, arguments.toArray(String[]::new));
  }

  /** The path on the line that starts like this. */
  private Path path(String start) {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> Path.of(line.substring(start.length())))
        .findFirst()
        .orElseThrow();
  }
}
