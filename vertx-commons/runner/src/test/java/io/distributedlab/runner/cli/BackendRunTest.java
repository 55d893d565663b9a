package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.BackendLab;
import io.distributedlab.runner.ChildJvm;
import io.distributedlab.runner.Get;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab run} of a lab with backends, as a process of its own. */
@Timeout(150)
class BackendRunTest {
  private static final int OFFSET = 16_700;
  private static final int STORE = 5630 + OFFSET;
  private static final List<Integer> PORTS =
      List.of(STORE, 7070 + OFFSET, 7379 + OFFSET, 7432 + OFFSET, 7092 + OFFSET);

  @TempDir Path home = Path.of("");

  @Test
  void afterAKillTheNextRunComesUpAndClearsAway() throws Exception {
    List<ProcessHandle> first;
    try (var lab = run(BackendLab.class)) {
      assertThat(lab.readUntil("Ctrl-C"))
          .contains("redis://127.0.0.1:24079")
          .contains("postgresql://postgres@127.0.0.1:24132/postgres")
          .contains("127.0.0.1:23792");
      first = lab.processes();
      assertThat(first).hasSizeGreaterThan(3);
      assertThat(directoriesOf(first.getFirst())).hasSize(3);
      lab.signal("KILL");
      assertThat(lab.exitCode()).isEqualTo(137);
    }
    try (var lab = run(BackendLab.class)) {
      lab.readUntil("Ctrl-C");
      assertThat(Get.get(STORE, "/orders").body()).isEqualTo("{\"cached\":0,\"stored\":0}");
      assertThat(directoriesOf(first.getFirst())).isEmpty();
      awaitEnd(first);
      var second = lab.processes();
      lab.signal("INT");
      assertThat(lab.exitCode()).isEqualTo(130);
      awaitEnd(second);
      assertThat(directoriesOf(second.getFirst())).isEmpty();
      assertThat(PORTS).allMatch(Ports::isFree);
      assertThat(lab.errors()).isEmpty();
    }
  }

  @Test
  void aBackendThatDoesNotStartIsOneSentence() throws Exception {
    try (var lab = run(BackendLab.Broken.class)) {
      assertThat(lab.exitCode()).isEqualTo(2);
      assertThat(lab.errors())
          .hasLineCount(1)
          .startsWith("Backend Lab did not start: cache (redis) is not there: ")
          .contains("no-such-setting");
      assertThat(directoriesOf(lab.processes().getFirst())).isEmpty();
      assertThat(PORTS).allMatch(Ports::isFree);
    }
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (var process : processes) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  private ChildJvm run(Class<? extends Lab> lab) throws IOException {
    ChildJvm.install(home, lab);
    Files.createDirectories(home.resolve("labs/backend-lab"));
    Files.writeString(home.resolve("labs/backend-lab/pom.xml"), "");
    return ChildJvm.start(
        home, LabCli.class, "run", "backend-lab", "--port-offset", String.valueOf(OFFSET));
  }

  private static List<Path> directoriesOf(ProcessHandle jvm) throws IOException {
    try (var entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return entries
          .filter(path -> path.toString().contains("distributed-lab-"))
          .filter(path -> path.toString().contains("-" + jvm.pid() + "-"))
          .toList();
    }
  }
}
