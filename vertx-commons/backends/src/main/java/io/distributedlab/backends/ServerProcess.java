package io.distributedlab.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server as a child process. What it prints goes to the log at level debug, and its last lines
 * into the error when it cannot start. Blocks its caller, who is never an event loop.
 *
 * <p>On Unix the server dies with this JVM however that ends: a shell that holds the other end of
 * the server's standard input kills it when the JVM is gone. On Linux it also has a session of its
 * own, so a Ctrl-C in the terminal reaches this JVM and not the server.
 */
public final class ServerProcess {
  private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);
  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final String TIED_TO_JVM =
      "exec 3<&0; (read -r _; kill -9 $$) <&3 3<&- >/dev/null 2>&1 &"
          + " exec $(command -v setsid) \"$@\" 3<&- </dev/null";
  private static final int LINES_KEPT = 20;
  private static final int START_SECONDS = 30;
  private static final int END_SECONDS = 10;
  private static final int READ_MS = 1_000;

  private final Process process;
  private final Thread reader;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private ServerProcess(Process process, String name, String readyText, Predicate<String> taken) {
    this.process = process;
    this.reader = new Thread(() -> read(name, readyText, taken), name + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a server and waits until it prints {@code readyText}.
   *
   * @throws IOException with what it printed, when it ends before that or takes over 30 s
   */
  static ServerProcess start(String name, Path directory, List<String> command, String readyText)
      throws IOException, InterruptedException {
    return start(name, directory, command, Map.of(), readyText, line -> false);
  }

  /**
   * Starts a server whose output is more than a log.
   *
   * @param environment added to that of this JVM
   * @param taken told of every line; true for one that is none of the log
   * @throws IOException with what it printed, when it ends before that or takes over 30 s
   */
  public static ServerProcess start(
      String name,
      Path directory,
      List<String> command,
      Map<String, String> environment,
      String readyText,
      Predicate<String> taken)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(tiedToJvm(command))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    Leftovers.note(directory, process.toHandle());
    var server = new ServerProcess(process, name, readyText, taken);
    try {
      server.ready.get(START_SECONDS, TimeUnit.SECONDS);
      return server;
    } catch (ExecutionException e) {
      server.kill();
      throw new IOException(name + " did not start", e.getCause());
    } catch (TimeoutException e) {
      server.kill();
      throw new IOException(name + " was not ready after " + START_SECONDS + " s", e);
    }
  }

  /**
   * Runs a command to its end.
   *
   * @throws IOException with what it printed, when its exit code is not 0
   */
  static void run(Path directory, List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var output = process.inputReader()) {
      var lines = output.lines().toList();
      if (process.waitFor() != 0) {
        throw new IOException(String.join("\n", lines));
      }
    }
  }

  private static List<String> tiedToJvm(List<String> command) {
    if (!UNIX) {
      return command;
    }
    var tied = new ArrayList<>(List.of("sh", "-c", TIED_TO_JVM, "sh"));
    tied.addAll(command);
    return tied;
  }

  public boolean alive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Asks the server to end (SIGTERM) and waits for it and for the last of its output; kills it when
   * it takes over 10 s.
   */
  public void terminate() throws IOException, InterruptedException {
    process.toHandle().destroy(); // the other destroy also closes input and output
    awaitEnd();
    reader.join(READ_MS);
  }

  /** Waits for a server that was told to end; kills it when it takes over 10 s. */
  void awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }

  /** Kills the server and the processes it started (SIGKILL), and waits until they are gone. */
  public void kill() throws IOException, InterruptedException {
    kill(process.toHandle());
    process.waitFor();
    reader.join(READ_MS);
  }

  /** Stops the server's time (SIGSTOP) until it is told to go on. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP", process.toHandle());
  }

  /** Ends {@link #freeze} (SIGCONT). */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT", process.toHandle());
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /**
   * Kills a process and those it started, and waits until they are gone. It is frozen first: it
   * must neither start another process nor let one see it die.
   */
  static void kill(ProcessHandle process) throws IOException, InterruptedException {
    if (UNIX && process.isAlive()) {
      signal("STOP", process);
    }
    var all = Stream.concat(process.descendants(), Stream.of(process)).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
    while (all.stream().anyMatch(ServerProcess::running) && System.nanoTime() < deadline) {
      Thread.sleep(1);
    }
  }

  /** A killed process whose parent does not care stays a zombie, which counts as alive. */
  static boolean running(ProcessHandle process) {
    return process.isAlive() && !isZombie(process);
  }

  /** Linux tells anybody: in {@code /proc/PID/stat} the state follows the name in brackets. */
  private static boolean isZombie(ProcessHandle process) {
    try {
      var status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return status.startsWith("Z", status.lastIndexOf(')') + 2);
    } catch (IOException goneOrNotLinux) {
      return !process.isAlive();
    }
  }

  private void read(String name, String readyText, Predicate<String> taken) {
    Queue<String> last = new ArrayDeque<>();
    try (var output = process.inputReader()) {
      output
          .lines()
          .forEach(
              line -> {
                if (taken.test(line)) {
                  return;
                }
                log.debug("{}: {}", name, line);
                if (line.contains(readyText)) {
                  ready.complete(null);
                }
                if (last.size() == LINES_KEPT) {
                  last.remove();
                }
                last.add(line);
              });
    } catch (IOException | UncheckedIOException e) {
      log.debug("{}: {}", name, e.getMessage());
    }
    ready.completeExceptionally(new IOException(String.join("\n", last)));
  }
}
