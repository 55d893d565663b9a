package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;

/**
 * A server in a container of the pinned image, published on 127.0.0.1 only. Its port there is the
 * same after a restart, and its data are in the container until {@link #stop}. Needs a Docker
 * engine on this machine. Blocking calls are made on a thread of its own.
 */
final class ContainerBackend implements Backend {
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int END_SECONDS = 10;

  private final Vertx vertx;
  private final BackendSpec spec;
  private final int port;
  private final WorkerExecutor thread;
  private volatile @Nullable GenericContainer<?> container;

  ContainerBackend(Vertx vertx, BackendSpec spec, int port) {
    this.vertx = vertx;
    this.spec = spec;
    this.port = port;
    this.thread = vertx.createSharedWorkerExecutor(spec.name(), 1);
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public String uri() {
    return spec.uri(EmbeddedServer.HOST, port);
  }

  @Override
  public Future<Void> start() {
    return thread
        .executeBlocking(this::create)
        .compose(created -> answers())
        .recover(failure -> stop().transform(gone -> Future.failedFuture(failure)));
  }

  @Override
  public Future<Void> stop() {
    return thread.executeBlocking(
        () -> {
          var gone = container;
          container = null;
          if (gone != null) {
            gone.stop();
          }
          return null;
        });
  }

  @Override
  public Future<Void> halt() {
    return thread.executeBlocking(
        () -> {
          end(started());
          return null;
        });
  }

  @Override
  public Future<Void> kill() {
    return thread.executeBlocking(
        () -> {
          var started = started();
          if (started.isRunning()) {
            started.getDockerClient().killContainerCmd(started.getContainerId()).exec();
          }
          return null;
        });
  }

  @Override
  public Future<Void> restart() {
    return thread
        .executeBlocking(
            () -> {
              var started = started();
              end(started);
              started.getDockerClient().startContainerCmd(started.getContainerId()).exec();
              return null;
            })
        .compose(again -> answers());
  }

  private static void end(GenericContainer<?> started) {
    if (started.isRunning()) {
      started
          .getDockerClient()
          .stopContainerCmd(started.getContainerId())
          .withTimeout(END_SECONDS)
          .exec();
    }
  }

  private GenericContainer<?> started() {
    var started = container;
    if (started == null) {
      throw new IllegalStateException(name() + " is not started");
    }
    return started;
  }

  private Void create() throws IOException {
    var fresh = new ContainerRecipe(spec, port).container();
    container = fresh;
    fresh.start();
    return null;
  }

  private Future<Void> answers() {
    long deadline = System.nanoTime() + READY_NANOS;
    return Probe.answers(
        vertx, spec, uri(), silent -> thread.executeBlocking(() -> requireHope(deadline, silent)));
  }

  /** A server that has ended will not answer any more: it said why. */
  private Void requireHope(long deadline, Throwable silent) {
    var started = started();
    if (!started.isRunning()) {
      throw new IllegalStateException(started.getLogs().strip());
    }
    if (System.nanoTime() - deadline > 0) {
      throw new IllegalStateException(name() + " was not ready after 60 s", silent);
    }
    return null;
  }
}
