package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.backends.ScratchDirectory;
import io.distributedlab.runner.ChildJvm;
import io.distributedlab.runner.Get;
import io.distributedlab.runner.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lab run} as a process of its own, ended as a terminal ends it. */
@Timeout(120)
class RunProcessTest {
  private static final int FRONT = 23_060;
  private static final int BACK = 23_061;
  private static final int RUNNER = 23_120;

  @TempDir Path home = Path.of("");

  @BeforeEach
  void theLabIsThere() throws IOException {
    Files.createDirectories(home.resolve("labs/test-lab"));
    Files.createFile(home.resolve("labs/test-lab/pom.xml"));
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalStopsItAndLeavesNoProcessAndNoPort(String signal, int exitCode) throws Exception {
    try (var lab = run()) {
      var ready = lab.readUntil("Ctrl-C");
      assertThat(ready)
          .contains("Test Lab is ready.", "curl -si http://localhost:23060/api/ask")
          .contains("http://localhost:23120/admin/traces");
      assertThat(Get.get(FRONT, "/api/ask").statusCode()).isEqualTo(200);
      var processes = lab.processes();
      lab.signal(signal);
      lab.readUntil("Stopped.");
      assertThat(lab.exitCode()).isEqualTo(exitCode);
      assertThat(processes).noneMatch(ProcessHandle::isAlive);
      assertThat(List.of(FRONT, BACK, RUNNER)).allMatch(Ports::isFree);
      assertThat(lab.errors()).isEmpty();
    }
  }

  @Test
  void ctrlCWhileItStartsStopsItToo() throws Exception {
    try (var lab = run()) {
      lab.readUntil("ready");
      lab.signal("INT");
      assertThat(lab.exitCode()).isEqualTo(130);
      assertThat(List.of(FRONT, BACK, RUNNER)).allMatch(Ports::isFree);
      assertThat(lab.errors()).doesNotContain("Exception");
    }
  }

  @Test
  void aTakenPortIsOneSentenceThatNamesTheHolder() throws Exception {
    try (var taken = new ServerSocket(BACK, 1, InetAddress.getLoopbackAddress());
        var lab = run()) {
      assertThat(taken.isBound()).isTrue();
      assertThat(lab.exitCode()).isEqualTo(2);
      assertThat(lab.errors())
          .hasLineCount(1)
          .contains("Port 23061 (back)", "pid " + ProcessHandle.current().pid())
          .contains("--port-offset 16150");
      assertThat(Ports.isFree(FRONT)).isTrue();
    }
  }

  /** Also one without backends. */
  @Test
  void theStartOfAnyLabRemovesWhatAKilledOneKeptOnDisk() throws Exception {
    Path kept;
    try (var killed = ChildJvm.start(home, Keeper.class)) {
      kept = Path.of(killed.readUntil("distributed-lab-").strip());
      killed.signal("KILL");
      assertThat(killed.exitCode()).isEqualTo(137);
    }
    assertThat(kept).isNotEmptyDirectory();
    try (var lab = run()) {
      lab.readUntil("Ctrl-C");
      assertThat(kept).doesNotExist();
    }
  }

  /** A JVM with a file in its scratch directory. Prints where that is, and stays. */
  static final class Keeper {
    private Keeper() {}

    @SuppressWarnings("SystemOut") // the line is how the test learns the directory
    public static void main(String[] arguments) throws IOException {
      var path = new ScratchDirectory("keeper").path();
      Files.createFile(path.resolve("log"));
      System.out.println(path);
      System.in.read();
    }
  }

  private ChildJvm run() throws IOException {
    return ChildJvm.start(home, LabCli.class, "run", "test-lab", "--port-offset", "16050");
  }
}
