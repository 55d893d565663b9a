package io.distributedlab.runner;

import io.distributedlab.backends.Leftovers;
import io.distributedlab.backends.ServerProcess;
import io.distributedlab.backends.TemporaryDirectory;
import io.distributedlab.service.telemetry.TelemetryLines;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service of an embedded lab in a JVM of its own on this machine, which can die as a process
 * does. Its spans and log records come into the store of this JVM, those from before a kill too. It
 * ends with this JVM, however that ends, and its first start clears what killed runs left. Across
 * kills it keeps its port and its working directory, which is empty at first and removed by {@link
 * #close}.
 *
 * <p>All steps happen one after the other, on no event loop.
 */
final class ChildService {
  private final Class<? extends Lab> lab;
  private final String name;
  private final int portOffset;
  private final List<String> flags;
  private final Supplier<Map<String, String>> environment;
  private final TelemetryStore store;
  private final @Nullable PrintStream console;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private volatile @Nullable ServerProcess process;
  private @Nullable Path directory;

  /**
   * @param lab what the child makes: a public {@link Lab} with a constructor without parameters
   * @param flags of its JVM, after those of {@link ChildJvmFlags}
   * @param environment asked at every start: where it finds its backends
   * @param console where its log records are printed, or null for nowhere
   */
  ChildService(
      Class<? extends Lab> lab,
      String name,
      int portOffset,
      List<String> flags,
      Supplier<Map<String, String>> environment,
      TelemetryStore store,
      @Nullable PrintStream console) {
    this.lab = lab;
    this.name = name;
    this.portOffset = portOffset;
    this.flags = List.copyOf(flags);
    this.environment = environment;
    this.store = store;
    this.console = console;
  }

  String name() {
    return name;
  }

  boolean running() {
    var now = process;
    return now != null && now.alive();
  }

  /** The process id of the JVM that was started last. */
  long pid() {
    return started().pid();
  }

  /**
   * Done when {@code /ready} answers 200.
   *
   * @param founds whether no other member of a clustered bus can be there yet
   */
  Future<Void> start(boolean founds) {
    return step(() -> launch(founds));
  }

  /** Ends it in order (SIGTERM), with all its telemetry. */
  Future<Void> stop() {
    return step(this::end);
  }

  /** {@link #stop} for good: removes its working directory too. */
  Future<Void> close() {
    return step(
        () -> {
          try {
            end();
          } finally {
            if (directory != null) {
              TemporaryDirectory.delete(directory);
              directory = null;
            }
          }
        });
  }

  /** Kills it (SIGKILL). */
  Future<Void> kill() {
    return step(() -> started().kill());
  }

  /** Starts it on its port again, after a kill if it runs. */
  Future<Void> restart() {
    return step(
        () -> {
          if (running()) {
            started().kill();
          }
          launch(false);
        });
  }

  /** Stops its time (SIGSTOP), its part in the cluster included. */
  Future<Void> pause() {
    return step(() -> started().freeze());
  }

  Future<Void> resume() {
    return step(() -> started().thaw());
  }

  private void end() throws IOException, InterruptedException {
    if (running()) {
      started().thaw();
      started().terminate();
    }
  }

  private void launch(boolean founds) throws IOException, InterruptedException {
    if (running()) {
      throw new IllegalStateException(name + " is already running");
    }
    if (directory == null) {
      Leftovers.clear();
      directory = TemporaryDirectory.create(name);
    }
    var command = ChildJvmFlags.command(flags);
    command.addAll(
        List.of(
            ChildMain.class.getName(),
            lab.getName(),
            name,
            Integer.toString(portOffset),
            Boolean.toString(founds)));
    process =
        ServerProcess.start(
            name, directory, command, environment.get(), ChildMain.READY, this::told);
  }

  private boolean told(String line) {
    return TelemetryLines.read(
        line,
        store,
        log -> {
          if (console != null) {
            console.println(log.toJson().encode());
          }
        });
  }

  private ServerProcess started() {
    var now = process;
    if (now == null) {
      throw new IllegalStateException(name + " has not been started");
    }
    return now;
  }

  private interface Step {
    void run() throws Exception;
  }

  private synchronized Future<Void> step(Step step) {
    var done = new CompletableFuture<Void>();
    last.whenComplete(
        (before, failed) -> Thread.ofPlatform().daemon().name(name).start(() -> run(step, done)));
    last = done;
    return Future.fromCompletionStage(done);
  }

  private static void run(Step step, CompletableFuture<Void> done) {
    try {
      step.run();
      done.complete(null);
    } catch (Exception | Error e) {
      done.completeExceptionally(e);
    }
  }
}
