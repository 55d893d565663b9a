package io.distributedlab.runner.cli;

import com.sun.management.OperatingSystemMXBean;
import io.distributedlab.runner.Ports;
import io.distributedlab.runner.cli.Finding.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The doctor's checks, one method each. */
final class MachineChecks {
  private static final long MIB = 1024L * 1024;
  private static final long NEEDED_MIB = 1024;
  private static final int JDK_NEEDED = 21;

  private MachineChecks() {}

  static Finding jdk() {
    var found = "JDK %s at %s".formatted(Runtime.version(), System.getProperty("java.home"));
    return Runtime.version().feature() >= JDK_NEEDED
        ? Finding.ok(found)
        : new Finding(Verdict.FAIL, found + ": install JDK 21 or newer and point JAVA_HOME to it.");
  }

  /** Free memory where the system tells it (Linux), else all there is. */
  static Finding memory() {
    var free = availableMib();
    var mib = free.orElseGet(MachineChecks::totalMib);
    var found = "Memory: %d MiB %s".formatted(mib, free.isPresent() ? "available" : "in all");
    return mib >= NEEDED_MIB
        ? Finding.ok(found)
        : new Finding(
            Verdict.FAIL,
            found + ": a lab needs about %d MiB, close other programs.".formatted(NEEDED_MIB));
  }

  static Finding port(int port, Verdict whenTaken) {
    if (Ports.isFree(port)) {
      return Finding.ok("Port %d is free".formatted(port));
    }
    var text = "Port %d is in use by %s".formatted(port, PortHolder.describe(port));
    return new Finding(
        whenTaken,
        whenTaken == Verdict.FAIL
            ? text + " or run labs with --port-offset 100."
            : text + "; only docker compose needs it.");
  }

  static Finding docker() {
    return Containers.engine()
        .map(version -> Finding.ok("Docker engine " + version))
        .orElseGet(
            () ->
                Finding.note(
                    "No Docker engine answers: only docker compose needs it; start it or install"
                        + " it from https://docs.docker.com/get-docker/."));
  }

  static Finding compose() {
    return Containers.compose()
        .map(version -> Finding.ok("Docker Compose " + version))
        .orElseGet(
            () ->
                Finding.note(
                    "No Docker Compose: only the container way needs it;"
                        + " https://docs.docker.com/compose/install/."));
  }

  static Finding k6() {
    return Shell.output("k6", "version")
        .map(version -> Finding.ok(version.lines().findFirst().orElse("k6")))
        .orElseGet(
            () ->
                Finding.note(
                    "No k6: only the load scripts need it;"
                        + " https://grafana.com/docs/k6/latest/set-up/install-k6/."));
  }

  private static OptionalLong availableMib() {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
  }

  private static long totalMib() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize() / MIB
        : Runtime.getRuntime().maxMemory() / MIB;
  }
}
