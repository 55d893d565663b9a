package io.distributedlab.backends;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 18 as a child process, with a new cluster in a temporary directory.
 *
 * <p>A commit is what it is in production: {@code fsync} and {@code synchronous_commit} are on, so
 * what was acknowledged before {@link #kill} is there after {@link #restart}. Only the empty
 * cluster itself is created without syncing; that would matter in a power cut, not in a crash.
 * {@link #kill} ends the server and all its backends at once, so no transaction outlives it.
 *
 * <p>The superuser {@code postgres} connects from this machine without a password. Sorting is by
 * code point and times are UTC, whatever the machine's locale.
 *
 * <p>PostgreSQL refuses to run as root. When this JVM is root's (a container, a CI machine), the
 * server runs as the user nobody (uid 65534) by {@code setpriv} of util-linux, and the data
 * directory is that user's; without {@code setpriv} the start fails. For any other user the server
 * runs as that user, who must have a name: an arbitrary uid of a container does not do.
 */
public final class EmbeddedPostgres extends EmbeddedServer {
  private static final int NOBODY = 65534;
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "listen_addresses", HOST,
          "unix_socket_directories", "",
          "timezone", "UTC",
          "log_timezone", "UTC");

  private final Postgres postgres;
  private @Nullable ServerProcess server;
  private List<String> prefix = List.of();

  /**
   * @param port on 127.0.0.1; 0 for any free one
   */
  public EmbeddedPostgres(Vertx vertx, Postgres postgres, int port) {
    super(vertx, postgres, port);
    this.postgres = postgres;
  }

  @Override
  void create(Path directory) throws Exception {
    prefix = giveUpRoot(directory);
    run(
        directory,
        "initdb",
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-sync");
    var settings = Settings.over(postgres.settings(), DEFAULTS).entrySet().stream();
    Files.write(
        data(directory).resolve("postgresql.conf"),
        settings.map(s -> s.getKey() + " = '" + s.getValue().replace("'", "''") + "'").toList(),
        StandardOpenOption.APPEND);
  }

  @Override
  void launch(Path directory) throws Exception {
    var command = command(directory, "postgres", "-p", Integer.toString(port()));
    server =
        ServerProcess.start(
            name(), directory, command, "database system is ready to accept connections");
  }

  @Override
  boolean running() {
    return server != null && server.alive();
  }

  @Override
  void shutDown(Path directory) throws Exception {
    stop(directory, "fast");
  }

  @Override
  void crash() throws Exception {
    if (server != null) {
      server.kill();
    }
  }

  @Override
  void abandon(Path directory) throws Exception {
    if (running()) {
      stop(directory, "immediate");
    } else {
      clearAfterCrash(directory);
    }
  }

  @Override
  void clearAfterCrash(Path directory) throws Exception {
    SharedMemory.of(directory).remove();
  }

  private void stop(Path directory, String mode) throws Exception {
    if (server != null) {
      try {
        run(directory, "pg_ctl", "stop", "--mode=" + mode, "--no-wait");
        server.awaitEnd();
      } finally {
        server.kill();
      }
    }
  }

  private void run(Path directory, String program, String... arguments) throws Exception {
    ServerProcess.run(directory, command(directory, program, arguments));
  }

  private List<String> command(Path directory, String program, String... arguments)
      throws IOException {
    var command = new ArrayList<>(prefix);
    command.add(Binaries.postgres().resolve("bin").resolve(program).toString());
    command.addAll(List.of("-D", data(directory).toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path data(Path directory) {
    return directory.resolve("data");
  }

  /** Hands the directory to nobody when it is root's, and returns what commands then start with. */
  private static List<String> giveUpRoot(Path directory) throws IOException {
    var unix = directory.getFileSystem().supportedFileAttributeViews().contains("unix");
    if (!unix || !Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"))) {
      return List.of();
    }
    Files.setAttribute(directory, "unix:uid", NOBODY);
    Files.setAttribute(directory, "unix:gid", NOBODY);
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
  }
}
