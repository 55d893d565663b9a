package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
  void serversGoWhenTheJvmIsKilledAndItsDirectoriesWhenTheNextOneStarts() throws Exception {
    var jvm = start();
    var servers = servers(jvm);
    Leftovers.clear();
    assertThat(servers).as("the owner is alive").allMatch(ProcessHandle::isAlive);
    jvm.destroyForcibly();
    assertEnded(jvm, servers);
    assertThat(Traces.directories(POSTGRES)).hasSize(1);
    assertThat(Traces.directories(REDIS)).hasSize(1);

    Leftovers.clear();

    assertThat(Traces.directories(POSTGRES)).isEmpty();
    assertThat(Traces.directories(REDIS)).isEmpty();
  }

  /** As when a whole process group is killed: what ties the servers to their JVM dies with it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void serversThatOutliveTheirJvmAreEndedByTheNextOne() throws Exception {
    var jvm = start();
    var servers = servers(jvm);
    var ties = servers.stream().filter(ExitTest::isShell).toList();
    assertThat(ties).hasSize(2);
    ties.forEach(ProcessHandle::destroyForcibly);
    jvm.destroyForcibly();
    assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
    // Redis and the postmaster: that takes the tie for a child of its own and starts all anew
    assertThat(servers).filteredOn(ServerProcess::running).hasSizeGreaterThan(1);

    Leftovers.clear();

    assertThat(servers).noneMatch(ServerProcess::running);
    assertThat(Traces.directories(POSTGRES)).isEmpty();
    assertThat(Traces.directories(REDIS)).isEmpty();
  }

  private static boolean isShell(ProcessHandle process) {
    return process.info().command().filter(command -> command.matches(".*/(da|ba)?sh")).isPresent();
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
