package io.distributedlab.backends;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Makes the roles and runs the scripts of a database, in one transaction that holds a lock, so that
 * of several who come at the same time one does it and the others find it done. What was run is
 * kept in the table {@code lab_script}: a script is not run twice, and one that has changed since
 * is refused.
 */
final class PostgresSchema {
  private static final long LOCK = 5_203_552;
  private static final String LOG =
      "CREATE TABLE IF NOT EXISTS lab_script (name text PRIMARY KEY, checksum bigint NOT NULL)";
  private static final String ROLE =
      """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
          CREATE ROLE "%1$s" LOGIN PASSWORD '%1$s';
        END IF;
      END $$""";

  private record Script(String name, String sql) {
    long checksum() {
      var crc = new CRC32();
      crc.update(sql.getBytes(UTF_8));
      return crc.getValue();
    }
  }

  private final Vertx vertx;
  private final Postgres postgres;

  PostgresSchema(Vertx vertx, Postgres postgres) {
    this.vertx = vertx;
    this.postgres = postgres;
  }

  Future<Void> apply(String uri) {
    if (postgres.roles().isEmpty() && postgres.scripts().isEmpty()) {
      return Future.succeededFuture();
    }
    return vertx
        .executeBlocking(this::scripts)
        .compose(
            scripts ->
                PgConnection.connect(vertx, PgConnectOptions.fromUri(uri))
                    .compose(
                        connection ->
                            inTransaction(connection, scripts).eventually(connection::close)));
  }

  private Future<Void> inTransaction(SqlConnection connection, List<Script> scripts) {
    return connection
        .begin()
        .compose(
            transaction ->
                run(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")")
                    .compose(locked -> run(connection, LOG))
                    .compose(logged -> roles(connection))
                    .compose(made -> runAll(connection, scripts))
                    .compose(ran -> transaction.commit()));
  }

  private Future<Void> roles(SqlConnection connection) {
    var done = Future.<Void>succeededFuture();
    for (var role : postgres.roles()) {
      done = done.compose(before -> run(connection, ROLE.formatted(role)));
    }
    return done;
  }

  private Future<Void> runAll(SqlConnection connection, List<Script> scripts) {
    var done = Future.<Void>succeededFuture();
    for (var script : scripts) {
      done = done.compose(before -> runOnce(connection, script));
    }
    return done;
  }

  private Future<Void> runOnce(SqlConnection connection, Script script) {
    return connection
        .preparedQuery("SELECT checksum FROM lab_script WHERE name = $1")
        .execute(Tuple.of(script.name))
        .compose(
            ran ->
                ran.size() == 0
                    ? runNow(connection, script)
                    : requireSame(script, ran.iterator().next().getLong(0)));
  }

  private static Future<Void> runNow(SqlConnection connection, Script script) {
    return run(connection, script.sql)
        .recover(
            failure ->
                Future.failedFuture(
                    new IOException(script.name + ": " + failure.getMessage(), failure)))
        .compose(
            ran ->
                connection
                    .preparedQuery("INSERT INTO lab_script VALUES ($1, $2)")
                    .execute(Tuple.of(script.name, script.checksum()))
                    .mapEmpty());
  }

  private static Future<Void> requireSame(Script script, long checksum) {
    return checksum == script.checksum()
        ? Future.succeededFuture()
        : Future.failedFuture(
            script.name + " has changed since it was run here: start with an empty database");
  }

  private static Future<Void> run(SqlConnection connection, String sql) {
    return connection.query(sql).execute().mapEmpty();
  }

  private List<Script> scripts() throws IOException {
    var scripts = new ArrayList<Script>();
    for (var name : postgres.scripts()) {
      try (var resource = PostgresSchema.class.getClassLoader().getResourceAsStream(name)) {
        if (resource == null) {
          throw new IOException("there is no resource " + name);
        }
        scripts.add(new Script(name, new String(resource.readAllBytes(), UTF_8)));
      }
    }
    return scripts;
  }
}
