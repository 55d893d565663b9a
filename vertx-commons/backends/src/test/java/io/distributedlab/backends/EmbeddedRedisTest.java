package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.backends.Redis.Persistence;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EmbeddedRedisTest {
  private static final String NAME = Traces.own("redis-life");

  @Test
  void keepsEveryAcknowledgedWriteAcrossKills(Vertx vertx) throws Exception {
    assertThat(survivorsOfThreeKills(vertx, Persistence.ALWAYS)).isEqualTo(300);
  }

  @Test
  void startsEmptyWithoutPersistence(Vertx vertx) throws Exception {
    assertThat(survivorsOfThreeKills(vertx, Persistence.NONE)).isZero();
  }

  @Test
  void stopsInOrderAndRestartsWithItsSettings(Vertx vertx) throws Exception {
    var redis =
        new EmbeddedRedis(
            vertx,
            Redis.named(NAME).set("maxmemory", "7mb").persistence(Persistence.EVERY_SECOND),
            0);
    Await.result(redis.start());
    send(vertx, redis, Request.cmd(Command.SET).arg("k").arg("v"));
    Await.result(redis.restart());
    assertThat(text(send(vertx, redis, Request.cmd(Command.GET).arg("k")))).isEqualTo("v");
    var maxmemory = send(vertx, redis, Request.cmd(Command.CONFIG).arg("GET").arg("maxmemory"));
    assertThat(String.valueOf(maxmemory)).contains(Integer.toString(7 << 20));
    Await.result(redis.stop());
  }

  @Test
  void saysWhyItCannotStart(Vertx vertx) throws Exception {
    var redis =
        new EmbeddedRedis(
            vertx, Redis.named(NAME).set("no-such-setting", "1").persistence(Persistence.NONE), 0);
    assertThat(Await.failure(redis.start()))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("no-such-setting");
    Traces.assertNone(NAME, EmbeddedServer.freePort());
  }

  private static int survivorsOfThreeKills(Vertx vertx, Persistence persistence) throws Exception {
    var redis = new EmbeddedRedis(vertx, Redis.named(NAME).persistence(persistence), 0);
    Await.result(redis.start());
    var port = redis.port();
    for (var round = 0; round < 3; round++) {
      var client = io.vertx.redis.client.Redis.createClient(vertx, redis.uri());
      for (var i = 0; i < 100; i++) {
        Await.result(client.send(Request.cmd(Command.SET).arg(round + "-" + i).arg("v")));
      }
      Await.result(redis.kill());
      assertThat(Traces.processes()).isEmpty();
      Await.result(client.close());
      Await.result(redis.restart());
      assertThat(redis.port()).isEqualTo(port);
    }
    var keys = send(vertx, redis, Request.cmd(Command.DBSIZE));
    Await.result(redis.stop());
    Traces.assertNone(NAME, port);
    return Integer.parseInt(text(keys));
  }

  private static @Nullable Response send(Vertx vertx, Backend redis, Request request)
      throws Exception {
    var client = io.vertx.redis.client.Redis.createClient(vertx, redis.uri());
    return Await.result(client.send(request).eventually(client::close));
  }

  private static String text(@Nullable Response response) {
    return String.valueOf(response);
  }
}
