package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EmbeddedPostgresTest {
  private static final String NAME = Traces.own("postgres-life");

  private static final String LATE = Traces.own("postgres-late");

  @Test
  void keepsWhatWasCommittedAcrossKillsAndNothingElse(Vertx vertx) throws Exception {
    var postgres = new EmbeddedPostgres(vertx, Postgres.named(NAME), 0);
    Await.result(postgres.start());
    var port = postgres.port();
    query(vertx, postgres, "CREATE TABLE orders (id int PRIMARY KEY)");
    var expected = new ArrayList<Integer>();
    for (var id = 0; id < 2; id++) {
      query(vertx, postgres, "INSERT INTO orders VALUES (" + id + ")");
      expected.add(id);
      var pool = pool(vertx, postgres);
      var open = Await.result(pool.getConnection());
      Await.result(open.begin());
      Await.result(open.query("INSERT INTO orders VALUES (1000)").execute());

      Await.result(postgres.kill());
      assertThat(Traces.processes()).isEmpty();
      Await.failure(open.query("COMMIT").execute());
      Await.result(postgres.restart());

      assertThat(postgres.port()).isEqualTo(port);
      assertThat(ids(query(vertx, postgres, "SELECT id FROM orders ORDER BY id")))
          .isEqualTo(expected);
      Await.result(pool.close());
    }
    Await.result(postgres.stop());
    Traces.assertNone(NAME, port);
  }

  @Test
  void diesWithoutAWordToItsClients(Vertx vertx) throws Exception {
    var postgres = new EmbeddedPostgres(vertx, Postgres.named(NAME), 0);
    Await.result(postgres.start());
    var pool = pool(vertx, postgres);
    var words = new ConcurrentLinkedQueue<Throwable>();
    var closed = new ArrayList<Future<Void>>();
    for (var connection : Await.result(connections(pool)).<SqlConnection>list()) {
      var end = Promise.<Void>promise();
      connection.exceptionHandler(words::add).closeHandler(end::complete);
      closed.add(end.future());
    }

    Await.result(postgres.kill());

    Await.result(Future.all(closed));
    assertThat(words).isEmpty();
    Await.result(pool.close());
    Await.result(postgres.restart());
    assertThat(query(vertx, postgres, "SELECT 1").size()).isEqualTo(1);
    Await.result(postgres.stop());
  }

  /** A process that the dying server still starts would keep the next server from starting. */
  @Test
  void restartsWhenKilledWhileConnectionsComeAndGo(Vertx vertx) throws Exception {
    var postgres = new EmbeddedPostgres(vertx, Postgres.named(NAME), 0);
    Await.result(postgres.start());
    var ongoing = new AtomicBoolean(true);
    var clients = Stream.generate(() -> connectAgainAndAgain(vertx, postgres, ongoing)).limit(12);
    var gone = Future.all(clients.toList());
    for (var round = 0; round < 4; round++) {
      query(vertx, postgres, "SELECT pg_sleep(0.1)");
      Await.result(postgres.kill());
      Await.result(postgres.restart());
    }
    ongoing.set(false);
    Await.result(gone);
    Await.result(postgres.stop());
  }

  @Test
  void makesCommitsDurable(Vertx vertx) throws Exception {
    var postgres = new EmbeddedPostgres(vertx, Postgres.named(NAME).set("work_mem", "5MB"), 0);
    Await.result(postgres.start());
    for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(show(vertx, postgres, setting)).as(setting).isEqualTo("on");
    }
    assertThat(show(vertx, postgres, "server_version")).startsWith("18.");
    assertThat(show(vertx, postgres, "TimeZone")).isEqualTo("UTC");
    assertThat(show(vertx, postgres, "work_mem")).isEqualTo("5MB");
    Await.result(postgres.stop());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNothingWhenStoppedAfterAKill(Vertx vertx) throws Exception {
    var postgres = new EmbeddedPostgres(vertx, Postgres.named(NAME), 0);
    Await.result(postgres.start());
    var port = postgres.port();
    var segment = sharedMemorySegment();
    Await.result(postgres.kill());
    assertThat(exists(segment)).isTrue();
    Await.result(postgres.stop());
    Await.result(postgres.stop());
    Traces.assertNone(NAME, port);
    assertThat(exists(segment)).isFalse();
  }

  @Test
  void saysWhyItCannotStart(Vertx vertx) throws Exception {
    var first = new EmbeddedPostgres(vertx, Postgres.named(NAME), 0);
    Await.result(first.start());
    assertThat(Await.failure(first.start())).hasMessageContaining("already started");
    var second = new EmbeddedPostgres(vertx, Postgres.named(LATE), first.port());
    assertThat(Await.failure(second.start()))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("Address already in use");
    assertThat(Traces.directories(LATE)).isEmpty();
    assertThat(query(vertx, first, "SELECT 1").size()).isEqualTo(1);
    Await.result(first.stop());
    assertThat(Await.failure(first.restart())).hasMessageContaining("not started");
  }

  private static Future<Void> connectAgainAndAgain(
      Vertx vertx, Backend postgres, AtomicBoolean ongoing) {
    return PgConnection.connect(vertx, PgConnectOptions.fromUri(postgres.uri()))
        .compose(SqlConnection::close)
        .otherwiseEmpty()
        .compose(closed -> vertx.timer(5))
        .compose(
            pause ->
                ongoing.get()
                    ? connectAgainAndAgain(vertx, postgres, ongoing)
                    : Future.succeededFuture());
  }

  private static CompositeFuture connections(Pool pool) {
    return Future.all(Stream.generate(pool::getConnection).limit(40).toList());
  }

  private static Pool pool(Vertx vertx, Backend postgres) {
    return Pool.pool(
        vertx, PgConnectOptions.fromUri(postgres.uri()), new PoolOptions().setMaxSize(40));
  }

  private static RowSet<Row> query(Vertx vertx, Backend postgres, String sql) throws Exception {
    var pool = pool(vertx, postgres);
    return Await.result(pool.query(sql).execute().eventually(pool::close));
  }

  private static String show(Vertx vertx, Backend postgres, String setting) throws Exception {
    return query(vertx, postgres, "SHOW " + setting).iterator().next().getString(0);
  }

  private static List<Integer> ids(RowSet<Row> rows) {
    var ids = new ArrayList<Integer>();
    rows.forEach(row -> ids.add(row.getInteger(0)));
    return ids;
  }

  /** The key and id of the only server's segment, from the seventh line of its lock file. */
  private static List<String> sharedMemorySegment() throws IOException {
    var file = Traces.directories(NAME).getFirst().resolve("data/postmaster.pid");
    return List.of(Files.readAllLines(file).get(6).strip().split(" +"));
  }

  private static boolean exists(List<String> segment) throws IOException {
    try (var table = Files.lines(Path.of("/proc/sysvipc/shm"))) {
      return table.anyMatch(
          line -> List.of(line.strip().split(" +")).subList(0, 2).equals(segment));
    }
  }
}
