package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Servers end with the JVM that started them, also when it does not end them itself. */
class ExitTest {
  private static final String POSTGRES = Traces.own("postgres-exit");
  private static final String REDIS = Traces.own("redis-exit");

  @Test
  void serversAndDataGoWhenTheJvmIsAskedToEnd() throws Exception {
    var jvm = start();
    var servers = servers(jvm);
    jvm.destroy();
    assertEnded(jvm, servers);
    assertThat(Traces.directories(POSTGRES)).isEmpty();
    assertThat(Traces.directories(REDIS)).isEmpty();
  }

  @Test
  void serversGoWhenTheJvmIsKilled() throws Exception {
    var jvm = start();
    var servers = servers(jvm);
    jvm.destroyForcibly();
    assertEnded(jvm, servers);
    for (var name : List.of(POSTGRES, REDIS)) {
      for (var left : Traces.directories(name)) {
        TemporaryDirectory.delete(left);
      }
    }
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherJvm.class.getName(),
            POSTGRES,
            REDIS)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<ProcessHandle> servers(Process jvm) {
    var pids =
        jvm.inputReader()
            .lines()
            .filter(line -> line.startsWith("pids "))
            .findFirst()
            .orElseThrow()
            .substring("pids ".length());
    var servers =
        Arrays.stream(pids.split(" "))
            .map(Long::valueOf)
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .toList();
    assertThat(servers).hasSizeGreaterThan(2);
    return servers;
  }

  private static void assertEnded(Process jvm, List<ProcessHandle> servers) throws Exception {
    assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
    for (var server : servers) {
      server.onExit().get(20, TimeUnit.SECONDS);
    }
  }
}
