package io.distributedlab.runner.cli;

import io.distributedlab.backends.BackendFailure;
import io.distributedlab.backends.BackendSource;
import io.distributedlab.backends.Leftovers;
import io.distributedlab.runner.EmbeddedLab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.Ports;
import io.distributedlab.runner.UsageException;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lab and the runner's server in this JVM, from the check of their ports to the shutdown hook
 * that stops them. Its methods block: they run on the program's main thread and in the hook.
 */
final class EmbeddedRun implements AutoCloseable {
  private static final int STEP = 100;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration WITH_PULLS = Duration.ofMinutes(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final LabDescriptor lab;
  private final int portOffset;
  private final Consumer<String> out;
  private final EmbeddedLab embedded;
  private final Duration limit;
  private final Thread hook = new Thread(this::stop, "lab-stop");
  private final long created = System.nanoTime();
  private volatile boolean interrupted;

  EmbeddedRun(
      LabDescriptor lab,
      int portOffset,
      boolean logs,
      BackendSource backends,
      Consumer<String> out) {
    this(lab, portOffset, logs, backends, null, out);
  }

  /**
   * One whose page runs the experiment and checks exercises.
   *
   * @param home the checkout in which runs and progress are kept; null for none of that
   */
  EmbeddedRun(
      LabDescriptor lab,
      int portOffset,
      boolean logs,
      BackendSource backends,
      @Nullable Path home,
      Consumer<String> out) {
    this.lab = lab;
    this.portOffset = portOffset;
    this.out = out;
    this.limit = backends == BackendSource.CONTAINERS ? WITH_PULLS : START_LIMIT;
    this.embedded = new EmbeddedLab(lab, portOffset, logs, backends, home);
  }

  /**
   * One that nobody needs to find: on other ports when these are taken, as by the lab that its user
   * looks at meanwhile.
   */
  static EmbeddedRun beside(
      LabDescriptor lab, int portOffset, BackendSource backends, Consumer<String> out) {
    Leftovers.clear(); // may hold ports
    var ports = new EmbeddedLab(lab, portOffset, false, backends).ports().keySet();
    int further =
        ports.stream().allMatch(Ports::isFree) ? 0 : Ports.freeOffset(ports, STEP).orElse(0);
    return new EmbeddedRun(lab, portOffset + further, false, backends, out);
  }

  /** What runs, in the hands of an experiment. */
  EmbeddedLab lab() {
    return embedded;
  }

  /** Does not return when a signal has begun to stop everything: the hook ends the program. */
  void leaveToTheHook() throws InterruptedException {
    if (interrupted) {
      new CountDownLatch(1).await();
    }
  }

  /**
   * Starts everything and returns when it is ready.
   *
   * @throws UsageException when a port is taken or a service does not start
   */
  void start() throws InterruptedException {
    Leftovers.clear(); // may hold ports
    ports().requireFree();
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      interrupted = true;
      leaveToTheHook();
    }
    try {
      await(embedded.start(this::report), limit);
    } catch (ExecutionException e) {
      leaveToTheHook();
      close();
      ports().requireFree(); // lost a race for a port: this names it and its holder
      throw new UsageException("%s did not start: %s".formatted(lab.title(), told(e.getCause())));
    } catch (TimeoutException e) {
      throw new UsageException(
          "%s did not start in %d s: ./lab doctor looks for a reason."
              .formatted(lab.title(), limit.toSeconds()));
    }
  }

  /**
   * Waits for what is measured on it.
   *
   * @throws UsageException when that could not be done
   */
  <T> T result(Future<T> measured) throws InterruptedException {
    try {
      return measured(measured);
    } catch (UsageException e) {
      leaveToTheHook(); // which took the services away from under it
      throw e;
    }
  }

  /**
   * Waits for what is measured.
   *
   * @throws UsageException when that could not be done
   */
  static <T> T measured(Future<T> measured) throws InterruptedException {
    try {
      return measured.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new UsageException("The experiment could not be run: " + e.getCause());
    }
  }

  private static @Nullable String told(@Nullable Throwable failure) {
    return failure instanceof BackendFailure ? failure.getMessage() : String.valueOf(failure);
  }

  private void report(String service) {
    var seconds = (System.nanoTime() - created) / 1e9;
    out.accept("  @|green ready|@  %-12s %.1f s".formatted(service, seconds));
  }

  private PortCheck ports() {
    return new PortCheck(embedded.ports(), portOffset);
  }

  /** Stops everything; leaves it to the hook when that is at work already. */
  @Override
  public void close() {
    if (!interrupted && unhooked()) {
      stopped();
    }
  }

  private boolean unhooked() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }

  /** Runs in the shutdown hook. */
  private void stop() {
    interrupted = true;
    out.accept("Stopping " + lab.title());
    out.accept(
        stopped()
            ? "Stopped."
            : "Not everything stopped in %d s.".formatted(STOP_LIMIT.toSeconds()));
  }

  private boolean stopped() {
    try {
      await(embedded.stop(), STOP_LIMIT);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static void await(Future<?> future, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
