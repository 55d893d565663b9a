package io.distributedlab.backends;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Redis 6.2 (5.0 on Windows) as a child process, with its data in a temporary directory.
 *
 * <p>What {@link #kill} loses is what the {@link Persistence} says. The Linux x86-64 program needs
 * OpenSSL 3 and the GNU C library on the machine.
 */
public final class EmbeddedRedis extends EmbeddedServer {
  /** What is on disk when a write is acknowledged. */
  public enum Persistence {
    /** Nothing: a restart starts empty. */
    NONE("no", "no"),
    /** The append-only file, synced once a second: a power cut loses up to a second of writes. */
    EVERY_SECOND("yes", "everysec"),
    /** The append-only file, synced before every answer. */
    ALWAYS("yes", "always");

    private final String appendOnly;
    private final String sync;

    Persistence(String appendOnly, String sync) {
      this.appendOnly = appendOnly;
      this.sync = sync;
    }
  }

  private final Persistence persistence;
  private @Nullable ServerProcess server;

  public EmbeddedRedis(Vertx vertx, BackendOptions options, Persistence persistence) {
    super(vertx, options);
    this.persistence = persistence;
  }

  @Override
  public String uri() {
    return "redis://" + HOST + ":" + port();
  }

  @Override
  void create(Path directory) throws Exception {
    var defaults =
        Map.of(
            "bind",
            HOST,
            "port",
            Integer.toString(port()),
            "save",
            "\"\"",
            "appendonly",
            persistence.appendOnly,
            "appendfsync",
            persistence.sync);
    var settings = options.settingsOver(defaults).entrySet().stream();
    Files.write(
        directory.resolve("redis.conf"),
        settings.map(setting -> setting.getKey() + " " + setting.getValue()).toList());
  }

  @Override
  void launch(Path directory) throws Exception {
    server =
        ServerProcess.start(
            name(),
            directory,
            List.of(Binaries.redis().toString(), "redis.conf"),
            "Ready to accept connections");
  }

  @Override
  boolean running() {
    return server != null && server.alive();
  }

  @Override
  void shutDown(Path directory) throws Exception {
    if (server != null) {
      server.terminate();
    }
  }

  @Override
  void crash() throws Exception {
    if (server != null) {
      server.kill();
    }
  }
}
