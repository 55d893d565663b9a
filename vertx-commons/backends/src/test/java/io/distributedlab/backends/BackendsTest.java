package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The backends of a run, embedded and by address. */
@ExtendWith(VertxExtension.class)
class BackendsTest {
  private static final int OFFSET = 17_000;
  private static final int LATER = 24_433;
  private static final Postgres POSTGRES =
      Postgres.named(Traces.own("set-postgres")).roles("store", "audit").script("orders.sql");
  private static final Redis REDIS = Redis.named(Traces.own("set-redis"));
  private static final Kafka KAFKA = Kafka.named(Traces.own("set-kafka")).topic("orders", 3);

  @Test
  void startTogetherAreReadyForTheLabAndLeaveNothing(Vertx vertx) throws Exception {
    var backends = embedded(List.of(POSTGRES, REDIS, KAFKA), Map.of());
    assertThat(backends.ports().keySet()).containsExactly(24_432, 24_379, 24_092);
    Await.result(backends.start());
    var addresses = backends.addresses();
    for (var spec : List.of(POSTGRES, REDIS, KAFKA)) {
      assertThat(backends.named(spec.name()).uri()).isEqualTo(addresses.uri(spec.name()));
    }
    var store = addresses.forService("store", List.of(POSTGRES)).uri(POSTGRES.name());
    assertThat(select(vertx, store, "SELECT current_user::text")).isEqualTo("store");
    assertThat(select(vertx, store, "INSERT INTO orders (note) VALUES ('x') RETURNING note"))
        .isEqualTo("x");
    var audit = addresses.forService("audit", List.of(POSTGRES)).uri(POSTGRES.name());
    assertThat(failure(vertx, audit, "SELECT note FROM store.orders"))
        .hasMessageContaining("permission denied");
    var uri = addresses.uri(KAFKA.name());
    var topics =
        Await.result(
            KafkaTopics.with(vertx, uri, admin -> admin.describeTopics(List.of("orders"))));
    assertThat(topics.values())
        .extracting(topic -> topic.getPartitions().size())
        .containsExactly(3);
    assertThatIllegalArgumentException().isThrownBy(() -> backends.named("other"));
    Await.result(backends.stop());
    Traces.assertNone(POSTGRES.name(), 24_432);
    Traces.assertNone(REDIS.name(), 24_379);
    Traces.assertNone(KAFKA.name(), 24_092);
  }

  @Test
  void whatSomebodyElseRunsIsPreparedOnceAndNeverEnded(Vertx vertx) throws Exception {
    var elsewhere = new EmbeddedPostgres(vertx, Postgres.named(POSTGRES.name()), 0);
    Await.result(elsewhere.start());
    var environment = Map.of(BackendAddresses.variable(POSTGRES), elsewhere.uri());
    for (var round = 0; round < 2; round++) {
      var backends = embedded(List.of(POSTGRES), environment);
      assertThat(backends.ports()).isEmpty();
      Await.result(backends.start());
      var backend = backends.named(POSTGRES.name());
      assertThat(backend.uri()).isEqualTo(elsewhere.uri());
      for (var refused : List.of(backend.kill(), backend.halt(), backend.restart())) {
        assertThat(Await.failure(refused)).isInstanceOf(UnsupportedOperationException.class);
      }
      Await.result(backends.stop());
      assertThat(select(vertx, elsewhere.uri(), "SELECT count(*)::text FROM lab_script"))
          .isEqualTo("1");
    }
    select(vertx, elsewhere.uri(), "UPDATE lab_script SET checksum = 1 RETURNING name");
    assertThat(Await.failure(embedded(List.of(POSTGRES), environment).start()))
        .isInstanceOf(BackendFailure.class)
        .hasMessage(
            POSTGRES.name()
                + " (postgres) is not there: orders.sql has changed since it was run here: start"
                + " with an empty database");
    Await.result(elsewhere.stop());
  }

  @Test
  void severalWhoPrepareAtTheSameTimeDoItOnce(Vertx vertx) throws Exception {
    var postgres = new EmbeddedPostgres(vertx, POSTGRES, 0);
    Await.result(postgres.start());
    var addresses = new BackendAddresses(Map.of(POSTGRES.name(), postgres.uri()));
    var specs = List.<BackendSpec>of(POSTGRES);
    Await.result(
        Future.all(
            Preparation.of(vertx, specs, addresses, Duration.ZERO),
            Preparation.of(vertx, specs, addresses, Duration.ZERO),
            Preparation.of(vertx, specs, addresses, Duration.ZERO)));
    assertThat(select(vertx, postgres.uri(), "SELECT count(*)::text FROM lab_script"))
        .isEqualTo("1");
    Await.result(postgres.stop());
  }

  @Test
  void whoPreparesWaitsForAServerThatComesLater(Vertx vertx) throws Exception {
    var postgres = new EmbeddedPostgres(vertx, POSTGRES, LATER);
    var addresses = new BackendAddresses(Map.of(POSTGRES.name(), postgres.uri()));
    var specs = List.<BackendSpec>of(POSTGRES);
    assertThat(Await.failure(Preparation.of(vertx, specs, addresses, Duration.ZERO)))
        .isInstanceOf(BackendFailure.class)
        .hasMessageStartingWith(POSTGRES.name() + " (postgres) is not there: ");
    var prepared = Preparation.of(vertx, specs, addresses, Duration.ofSeconds(30));
    Await.result(postgres.start());
    Await.result(prepared);
    assertThat(select(vertx, postgres.uri(), "SELECT count(*)::text FROM lab_script"))
        .isEqualTo("1");
    Await.result(postgres.stop());
  }

  @Test
  void aScriptThatFailsLeavesNothingOfItselfAndStopsTheOthers(Vertx vertx) throws Exception {
    var broken = Postgres.named(POSTGRES.name()).script("broken.sql");
    var backends = embedded(List.of(broken, REDIS), Map.of());
    assertThat(Await.failure(backends.start()))
        .isInstanceOf(BackendFailure.class)
        .hasMessageStartingWith(POSTGRES.name() + " (postgres) is not there: ")
        .hasMessageContaining("no_such_column");
    Traces.assertNone(POSTGRES.name(), 24_432);
    Traces.assertNone(REDIS.name(), 24_379);
    assertThat(
            Await.failure(
                embedded(List.of(Postgres.named(POSTGRES.name()).script("none.sql")), Map.of())
                    .start()))
        .hasMessageEndingWith("there is no resource none.sql");
  }

  @Test
  void whyOneIsNotThereIsOneSentence() throws Exception {
    var bad = embedded(List.of(REDIS.set("no-such-setting", "1")), Map.of());
    assertThat(Await.failure(bad.start()))
        .hasMessageStartingWith(REDIS.name() + " (redis) is not there: ")
        .hasMessageContaining("no-such-setting")
        .message()
        .hasLineCount(1);
    var nobody = "redis://127.0.0.1:" + EmbeddedServer.freePort();
    var away = embedded(List.of(REDIS), Map.of(BackendAddresses.variable(REDIS), nobody));
    assertThat(Await.failure(away.start()))
        .hasMessageStartingWith(REDIS.name() + " (redis) is not there: ")
        .hasMessageContaining("refused");
  }

  @Test
  void aHaltedServerKeepsItsData(Vertx vertx) throws Exception {
    var postgres = new EmbeddedPostgres(vertx, POSTGRES, 0);
    Await.result(postgres.start());
    select(vertx, postgres.uri(), "CREATE TABLE kept (id int); SELECT 'made'");
    Await.result(postgres.halt());
    Await.result(postgres.halt());
    assertThat(Traces.processes()).isEmpty();
    Await.result(postgres.restart());
    assertThat(select(vertx, postgres.uri(), "SELECT count(*)::text FROM kept")).isEqualTo("0");
    Await.result(postgres.stop());
  }

  @Test
  void addressesHaveNoPasswordsForEyes() {
    var secret = new BackendAddresses(Map.of("a", "postgresql://me:s3cret@host:5432/lab"));
    assertThat(secret.withoutPasswords().uri("a")).isEqualTo("postgresql://me@host:5432/lab");
    assertThat(BackendAddresses.variable(Redis.named("orders-db")))
        .isEqualTo("LAB_BACKEND_ORDERS_DB");
    assertThat(BackendAddresses.byName(List.of(REDIS, KAFKA), Map.of()).uris().values())
        .containsExactly("redis://" + REDIS.name() + ":6379", KAFKA.name() + ":9092");
  }

  @Test
  void rolesWithNamesThatSqlWouldMisreadAreRefused() {
    var postgres = Postgres.named("postgres");
    assertThatThrownBy(() -> postgres.roles("a'b")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Backends embedded(List<BackendSpec> specs, Map<String, String> environment) {
    return new Backends(specs, BackendSource.EMBEDDED, environment, OFFSET);
  }

  private static String select(Vertx vertx, String uri, String sql) throws Exception {
    return Await.result(query(vertx, uri, sql));
  }

  private static Throwable failure(Vertx vertx, String uri, String sql) throws Exception {
    return Await.failure(query(vertx, uri, sql));
  }

  private static Future<String> query(Vertx vertx, String uri, String sql) {
    return PgConnection.connect(vertx, PgConnectOptions.fromUri(uri))
        .compose(
            connection ->
                connection
                    .query(sql)
                    .execute()
                    .map(rows -> rows.size() == 0 ? "" : first(rows.iterator().next()))
                    .eventually(connection::close));
  }

  private static String first(Row row) {
    return row.getString(0);
  }
}
