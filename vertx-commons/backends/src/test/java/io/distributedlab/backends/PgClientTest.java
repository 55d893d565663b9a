package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Vert.x PostgreSQL client of this stack against PostgreSQL 18. */
class PgClientTest {
  private static final String UNIQUE_VIOLATION = "23505";

  private static final Vertx vertx = Vertx.vertx();
  private static final EmbeddedPostgres postgres =
      new EmbeddedPostgres(vertx, Postgres.named("postgres-client"), 0);

  private final Pool pool =
      Pool.pool(vertx, PgConnectOptions.fromUri(postgres.uri()), new PoolOptions());

  @BeforeAll
  static void start() throws Exception {
    Await.result(postgres.start());
  }

  @AfterAll
  static void stop() throws Exception {
    Await.result(postgres.stop());
    Await.result(vertx.close());
  }

  @BeforeEach
  void emptyTable() throws Exception {
    Await.result(
        pool.query("DROP TABLE IF EXISTS orders")
            .execute()
            .compose(dropped -> pool.query("CREATE TABLE orders (id int PRIMARY KEY)").execute()));
  }

  @Test
  void queriesWithParameters() throws Exception {
    Await.result(
        pool.preparedQuery("INSERT INTO orders VALUES ($1)")
            .executeBatch(List.of(Tuple.of(1), Tuple.of(2), Tuple.of(3))));
    var rows =
        pool.preparedQuery("SELECT id FROM orders WHERE id > $1 ORDER BY id").execute(Tuple.of(1));
    assertThat(ids(Await.result(rows))).containsExactly(2, 3);
  }

  @Test
  void commitsATransactionOrNothingOfIt() throws Exception {
    Await.result(
        pool.withTransaction(
            connection ->
                connection
                    .query("INSERT INTO orders VALUES (1)")
                    .execute()
                    .compose(done -> connection.query("INSERT INTO orders VALUES (2)").execute())));
    var failing =
        pool.withTransaction(
            connection ->
                connection
                    .query("INSERT INTO orders VALUES (3)")
                    .execute()
                    .compose(done -> Future.failedFuture(new IllegalStateException("no"))));
    assertThat(Await.failure(failing)).isInstanceOf(IllegalStateException.class);
    assertThat(orders()).containsExactly(1, 2);
  }

  @Test
  void namesADuplicateKeyByItsSqlState() throws Exception {
    Await.result(pool.query("INSERT INTO orders VALUES (1)").execute());
    assertThat(Await.failure(pool.query("INSERT INTO orders VALUES (1)").execute()))
        .isInstanceOfSatisfying(
            PgException.class,
            failure -> assertThat(failure.getSqlState()).isEqualTo(UNIQUE_VIOLATION));
    assertThat(orders()).containsExactly(1);
  }

  private List<Integer> orders() throws Exception {
    return ids(Await.result(pool.query("SELECT id FROM orders ORDER BY id").execute()));
  }

  private static List<Integer> ids(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getInteger(0)).toList();
  }
}
