package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.faults.TcpProxy;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.pgclient.PgBuilder;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Redis and PostgreSQL behind the fault proxy, with the Vert.x clients of this stack. */
@Timeout(60)
class ProxiedBackendsTest {
  private static final int SHORT_MS = 300;

  private static final Vertx vertx = Vertx.vertx();
  private static final EmbeddedRedis redis =
      new EmbeddedRedis(vertx, Redis.named("redis-proxied"), 0);
  private static final EmbeddedPostgres postgres =
      new EmbeddedPostgres(vertx, Postgres.named("postgres-proxied"), 0);

  private final Proxies proxies = new Proxies();
  private final Service service = start(proxies);

  @BeforeAll
  static void startServers() throws Exception {
    Await.result(redis.start());
    Await.result(postgres.start());
  }

  @AfterAll
  static void stopServers() throws Exception {
    Await.result(redis.stop());
    Await.result(postgres.stop());
    Await.result(vertx.close());
  }

  @AfterEach
  void stop() throws Exception {
    Await.result(service.stop());
  }

  @Test
  void aLostReplyOfRedisLeavesTheWriteDone() throws Exception {
    var connection = connect(proxies.redis());
    Await.result(connection.send(Request.cmd(Command.SET).arg("k").arg("before")));
    fault("proxy.redis", "lose-reply");
    var lost = connection.send(Request.cmd(Command.SET).arg("k").arg("after"));
    assertThat(Await.failure(lost)).isNotNull();
    assertThat(read("k")).isEqualTo("after");
  }

  @Test
  void aBlackHoleBeforeRedisHoldsTheWriteUntilItEnds() throws Exception {
    var connection = connect(proxies.redis());
    Await.result(connection.send(Request.cmd(Command.SET).arg("h").arg("before")));
    fault("proxy.redis", "blackhole");
    var held = connection.send(Request.cmd(Command.SET).arg("h").arg("after"));
    assertThat(Await.failure(timely(held))).isNotNull();
    assertThat(read("h")).isEqualTo("before");
    fault("proxy.redis", "pass");
    Await.result(held);
    assertThat(read("h")).isEqualTo("after");
    Await.result(connection.close());
  }

  @Test
  void aLostReplyOfPostgresLeavesTheCommitDone() throws Exception {
    var pool = pool(proxies.postgres());
    run(pool, "CREATE TABLE charge(id int PRIMARY KEY)");
    run(pool, "INSERT INTO charge VALUES (1)");
    fault("proxy.postgres", "lose-reply");
    assertThat(Await.failure(pool.query("INSERT INTO charge VALUES (2)").execute())).isNotNull();
    fault("proxy.postgres", "pass");
    assertThat(countThroughTheProxy()).isEqualTo(2);
    fault("proxy.postgres", "refuse");
    assertThat(Await.failure(pool.query("SELECT 1").execute())).isNotNull();
    fault("proxy.postgres", "pass");
    assertThat(countThroughTheProxy()).isEqualTo(2);
    Await.result(pool.close());
  }

  @Test
  void aPostgresThatIsKilledAndRestartedIsFoundThroughTheProxy() throws Exception {
    var pool = pool(proxies.postgres());
    run(pool, "CREATE TABLE kept(id int)");
    Await.result(postgres.kill());
    assertThat(Await.failure(pool.query("SELECT 1").execute())).isNotNull();
    Await.result(postgres.restart());
    run(pool, "INSERT INTO kept VALUES (1)");
    Await.result(pool.close());
  }

  private static void run(Pool pool, String sql) throws Exception {
    Await.result(pool.query(sql).execute());
  }

  /** On a connection of its own: a pool may still hand out one that has just been cut. */
  private int countThroughTheProxy() throws Exception {
    var pool = pool(proxies.postgres());
    var rows = Await.result(pool.query("SELECT count(*)::int FROM charge").execute());
    Await.result(pool.close());
    return rows.iterator().next().getInteger(0);
  }

  private static RedisConnection connect(int port) throws Exception {
    var client = io.vertx.redis.client.Redis.createClient(vertx, "redis://127.0.0.1:" + port);
    return Await.result(client.connect());
  }

  private static String read(String key) throws Exception {
    var direct = connect(redis.port());
    var value = Await.result(direct.send(Request.cmd(Command.GET).arg(key)));
    Await.result(direct.close());
    return String.valueOf(value);
  }

  private static Pool pool(int port) {
    return PgBuilder.pool()
        .connectingTo("postgresql://postgres@127.0.0.1:" + port + "/postgres")
        .using(vertx)
        .build();
  }

  private static <T> Future<T> timely(Future<T> future) {
    return future.timeout(SHORT_MS, TimeUnit.MILLISECONDS);
  }

  private void fault(String name, String mode) throws Exception {
    Await.result(service.faults().knobs().change(new JsonObject().put(name, mode)));
  }

  private static Service start(Proxies proxies) {
    var config =
        new ServiceConfig(
            "proxies",
            "127.0.0.1",
            Directory.loopback(Map.of("proxies", 0), 0),
            KnobSchema.NONE,
            null,
            Telemetry.off("proxies"));
    try {
      return Await.result(Service.start(config, proxies::of));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** One service with a proxy before each server. */
  private static final class Proxies {
    private TcpProxy[] proxies = {};

    VerticleBase of(Service service) {
      var before =
          new TcpProxy[] {
            new TcpProxy(service, "redis", 0, () -> at(redis.port())),
            new TcpProxy(service, "postgres", 0, () -> at(postgres.port()))
          };
      proxies = before;
      return new VerticleBase() {
        @Override
        public Future<?> start() {
          return Future.all(vertx.deployVerticle(before[0]), vertx.deployVerticle(before[1]))
              .compose(deployed -> service.http().listen());
        }
      };
    }

    int redis() {
      return proxies[0].port();
    }

    int postgres() {
      return proxies[1].port();
    }

    private static SocketAddress at(int port) {
      return SocketAddress.inetSocketAddress(port, "127.0.0.1");
    }
  }
}
