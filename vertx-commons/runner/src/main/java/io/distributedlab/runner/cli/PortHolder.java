package io.distributedlab.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that listens on a TCP port.
 *
 * <p>On Linux the socket's inode is looked up in {@code /proc/net/tcp} and then among the open
 * files of the processes this user may read; elsewhere {@code lsof} is asked. Unknown when neither
 * can tell, for example when another user owns the process.
 */
record PortHolder(long pid, String command) {
  private static final String LISTEN = "0A";

  static Optional<PortHolder> of(int port) {
    return Files.isDirectory(Path.of("/proc/net")) ? fromProc(port) : fromLsof(port);
  }

  /** Who holds a port and how to end that, as the end of a sentence. */
  static String describe(int port) {
    return of(port)
        .map(holder -> "%s: stop it (%s)".formatted(holder, holder.stopCommand()))
        .orElse("another program: stop it");
  }

  /** The command that ends it. A port of a container is held by a proxy, which only Docker ends. */
  String stopCommand() {
    return command.contains("docker") ? "docker compose down" : "kill " + pid;
  }

  @Override
  public String toString() {
    return "%s (pid %d)".formatted(command, pid);
  }

  private static Optional<PortHolder> fromProc(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(table -> lines(Path.of(table)).stream())
        .flatMap(row -> inodeOfListener(row, port).stream())
        .flatMap(inode -> ownerOf("socket:[" + inode + "]").stream())
        .findFirst();
  }

  /**
   * A row reads {@code sl local:port remote:port state tx:rx tr:when retrnsmt uid timeout inode}.
   */
  private static Optional<String> inodeOfListener(String row, int port) {
    var column = row.strip().split("\\s+", -1);
    var localPort = ":%04X".formatted(port);
    return column.length > 9 && column[1].endsWith(localPort) && column[3].equals(LISTEN)
        ? Optional.of(column[9])
        : Optional.empty();
  }

  private static Optional<PortHolder> ownerOf(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), socket))
        .map(process -> new PortHolder(process.pid(), commandOf(process)))
        .findFirst();
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return descriptors.anyMatch(descriptor -> linksTo(descriptor, socket));
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static boolean linksTo(Path descriptor, String target) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(target);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private static Optional<PortHolder> fromLsof(int port) {
    return Shell.output("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fp").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("p"))
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line.substring(1))).stream())
        .map(process -> new PortHolder(process.pid(), commandOf(process)))
        .findFirst();
  }

  private static String commandOf(ProcessHandle process) {
    var command = process.info().command().orElse("a program");
    var name = command.substring(command.lastIndexOf('/') + 1);
    return name.toLowerCase(Locale.ROOT).startsWith("java") ? "java" : name;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
