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
 * <p>What {@link #kill} loses is what the {@link Redis.Persistence} says. The Linux x86-64 program
 * needs OpenSSL 3 and the GNU C library on the machine.
 */
public final class EmbeddedRedis extends EmbeddedServer {
  private final Redis redis;
  private @Nullable ServerProcess server;

  /**
   * @param port on 127.0.0.1; 0 for any free one
   */
  public EmbeddedRedis(Vertx vertx, Redis redis, int port) {
    super(vertx, redis, port);
    this.redis = redis;
  }

  @Override
  void create(Path directory) throws Exception {
    var address = Map.of("bind", HOST, "port", Integer.toString(port()));
    Files.write(
        directory.resolve("redis.conf"),
        Settings.over(redis.configuration(), address).entrySet().stream()
            .map(
                line ->
                    line.getKey() + " " + (line.getValue().isEmpty() ? "\"\"" : line.getValue()))
            .toList());
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
