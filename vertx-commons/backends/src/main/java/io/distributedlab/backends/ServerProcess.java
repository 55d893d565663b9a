package io.distributedlab.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server as a child process. What it prints goes to the log at level debug, and its last lines
 * into the error when it cannot start. Blocks its caller, who is never an event loop.
 */
final class ServerProcess {
  private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);
  private static final int LINES_KEPT = 20;
  private static final int START_SECONDS = 30;
  private static final int END_SECONDS = 10;

  private final Process process;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a server and waits until it prints {@code readyText}.
   *
   * @throws IOException with what it printed, when it ends before that or takes over 30 s
   */
  static ServerProcess start(String name, Path directory, List<String> command, String readyText)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var server = new ServerProcess(process);
    var reader = new Thread(() -> server.read(name, readyText), name + "-output");
    reader.setDaemon(true);
    reader.start();
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

  boolean alive() {
    return process.isAlive();
  }

  /** Asks the server to end (SIGTERM) and waits for it; kills it when it takes over 10 s. */
  void terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }

  /** Kills the server and the processes it started (SIGKILL), and waits until all are gone. */
  void kill() throws InterruptedException {
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
    children.forEach(child -> child.onExit().join());
  }

  private void read(String name, String readyText) {
    Queue<String> last = new ArrayDeque<>();
    try (var output = process.inputReader()) {
      output
          .lines()
          .forEach(
              line -> {
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
      log.debug("{}: the output ended", name, e);
    }
    ready.completeExceptionally(new IOException(String.join("\n", last)));
  }
}
