package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a server that this JVM starts. All of it happens on one named thread per backend, so
 * no event loop waits for a server and no two steps overlap. A shutdown hook ends the server and
 * removes its data when the JVM exits with the backend still started, unless somebody else's hook
 * does: two that end the same server at the same time would be in each other's way.
 */
abstract class EmbeddedServer implements Backend {
  static final String HOST = "127.0.0.1";

  private final BackendSpec spec;
  private final int wanted;
  private final Logger log = LoggerFactory.getLogger(getClass());
  private final WorkerExecutor thread;
  private final Thread exit;
  private volatile boolean stoppedAtExit = true;
  private volatile int port;
  private volatile @Nullable Path directory;

  EmbeddedServer(Vertx vertx, BackendSpec spec, int port) {
    this.spec = spec;
    this.wanted = port;
    this.port = port;
    this.thread = vertx.createSharedWorkerExecutor(spec.name(), 1);
    this.exit = new Thread(this::leave, spec.name() + "-exit");
  }

  /** For one whose owner stops it when the JVM exits, after the services that use it. */
  EmbeddedServer stoppedByItsOwner() {
    stoppedAtExit = false;
    return this;
  }

  /** Lays out the data of a new server in an empty directory. */
  abstract void create(Path directory) throws Exception;

  /** Returns when the server answers clients. */
  abstract void launch(Path directory) throws Exception;

  abstract boolean running();

  /** Ends a running server in order. */
  abstract void shutDown(Path directory) throws Exception;

  /** Ends a running server at once. */
  abstract void crash() throws Exception;

  /** Ends a server that nobody needs any more as fast as it can be without leaving anything. */
  void abandon(Path directory) throws Exception {
    crash();
  }

  /** Clears away what a killed server may have left outside its directory. */
  void clearAfterCrash(Path directory) throws Exception {}

  @Override
  public final String name() {
    return spec.name();
  }

  @Override
  public final String uri() {
    return spec.uri(HOST, port());
  }

  /** The port on 127.0.0.1. A free one is chosen by {@link #start}, unless one was asked for. */
  public final int port() {
    if (port == 0) {
      throw new IllegalStateException(name() + " has no port before it is started");
    }
    return port;
  }

  @Override
  public final Future<Void> start() {
    return onThread(
        () -> {
          if (directory != null) {
            throw new IllegalStateException(name() + " is already started");
          }
          var created = TemporaryDirectory.create(name());
          directory = created;
          if (stoppedAtExit) {
            Runtime.getRuntime().addShutdownHook(exit);
          }
          port = wanted == 0 ? freePort() : wanted;
          try {
            create(created);
            launch(created);
          } catch (Exception | Error e) {
            leave();
            forget();
            throw e;
          }
        });
  }

  @Override
  public final Future<Void> stop() {
    return onThread(
        () -> {
          var data = directory;
          if (data == null) {
            return;
          }
          try {
            if (running()) {
              shutDown(data);
            } else {
              clearAfterCrash(data);
            }
          } finally {
            leave();
            forget();
          }
        });
  }

  @Override
  public Future<Void> kill() {
    return onThread(
        () -> {
          started();
          crash();
        });
  }

  @Override
  public final Future<Void> halt() {
    return onThread(
        () -> {
          var data = started();
          if (running()) {
            shutDown(data);
          }
        });
  }

  @Override
  public final Future<Void> restart() {
    return onThread(
        () -> {
          var data = started();
          if (running()) {
            shutDown(data);
          }
          launch(data);
        });
  }

  private Path started() {
    var data = directory;
    if (data == null) {
      throw new IllegalStateException(name() + " is not started");
    }
    return data;
  }

  private void leave() {
    var data = directory;
    if (data == null) {
      return;
    }
    try {
      try {
        abandon(data);
      } finally {
        TemporaryDirectory.delete(data);
      }
    } catch (Exception e) {
      log.warn("{} left {} behind", name(), data, e);
    }
  }

  private void forget() {
    directory = null;
    try {
      Runtime.getRuntime().removeShutdownHook(exit);
    } catch (IllegalStateException jvmIsExiting) {
      log.debug("{} stopped while the JVM exits", name());
    }
  }

  private Future<Void> onThread(Step step) {
    return thread.executeBlocking(
        () -> {
          step.run();
          return null;
        });
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private interface Step {
    void run() throws Exception;
  }
}
