package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a backend must not leave on the machine: processes, listeners, directories. */
final class Traces {
  private Traces() {}

  /** A backend name that no test in another JVM has. */
  static String own(String name) {
    return name + "-of-" + ProcessHandle.current().pid();
  }

  static List<ProcessHandle> processes() {
    return ProcessHandle.current().descendants().toList();
  }

  static List<Path> directories(String backend) throws IOException {
    var parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (var entries = Files.list(parent)) {
      return entries
          .filter(
              path ->
                  parent.relativize(path).toString().startsWith("distributed-lab-" + backend + "-"))
          .toList();
    }
  }

  static void assertNone(String backend, int port) throws IOException {
    assertThat(processes()).isEmpty();
    assertThat(directories(backend)).isEmpty();
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }
}
