package io.distributedlab.runner;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a child JVM is started: as this one, with its class path, its access to modules and its
 * archive of class data, and otherwise made to start fast and stay small: the C1 compiler only, the
 * serial collector, 256 MB of heap.
 */
final class ChildJvmFlags {
  private static final List<String> SMALL =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-Xss512k",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xshare:auto");

  private static final List<String> TAKEN_OVER =
      List.of(
          "--add-",
          "--enable-native-access",
          "--sun-misc-unsafe",
          "-XX:SharedArchiveFile",
          "-Xlog:cds",
          "-Djava.net.preferIPv4Stack",
          "-Djava.io.tmpdir",
          "-Dvertx.disableFileCPResolving",
          "-Dlab.home");

  private ChildJvmFlags() {}

  /**
   * The command up to the main class.
   *
   * @param more flags, which win over the others
   */
  static List<String> command(List<String> more) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> TAKEN_OVER.stream().anyMatch(flag::startsWith))
        .forEach(command::add);
    command.addAll(more);
    command.addAll(List.of("-cp", classPath()));
    return command;
  }

  /** Absolute, because the child has a working directory of its own. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
