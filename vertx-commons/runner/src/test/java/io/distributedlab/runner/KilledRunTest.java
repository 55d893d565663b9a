package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a run: the next one comes up, and nothing of the first is left. */
@Timeout(120)
class KilledRunTest {
  @TempDir Path home = Path.of("");

  @Test
  void theNextRunComesUpAndClearsAway() throws Exception {
    List<ProcessHandle> first;
    try (var run = ChildJvm.start(home, BackendRun.class)) {
      run.readUntil("running");
      first = run.processes();
      assertThat(first).hasSizeGreaterThan(3);
      assertThat(directoriesOf(first.getFirst())).hasSize(3);
      run.signal("KILL");
      assertThat(run.exitCode()).isEqualTo(137);
    }
    try (var run = ChildJvm.start(home, BackendRun.class)) {
      run.readUntil("running");
      assertThat(Get.get(BackendLab.STORE + BackendRun.OFFSET, "/orders").body())
          .isEqualTo("{\"cached\":0,\"stored\":0}");
      assertThat(directoriesOf(first.getFirst())).isEmpty();
      for (var process : first) {
        process.onExit().get(20, TimeUnit.SECONDS);
      }
      run.signal("KILL");
      run.exitCode();
    }
    io.distributedlab.backends.Leftovers.clear();
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
