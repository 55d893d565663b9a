package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Vert.x Redis client of this stack against Redis 6.2. */
class RedisClientTest {
  private static final String INCREASE =
      "return redis.call('INCRBY', KEYS[1], ARGV[1]) + tonumber(ARGV[2])";

  private static final Vertx vertx = Vertx.vertx();
  private static final EmbeddedRedis redis =
      new EmbeddedRedis(vertx, io.distributedlab.backends.Redis.named("redis-client"), 0);

  private final Redis client = Redis.createClient(vertx, redis.uri());

  @BeforeAll
  static void start() throws Exception {
    Await.result(redis.start());
  }

  @AfterAll
  static void stop() throws Exception {
    Await.result(redis.stop());
    Await.result(vertx.close());
  }

  @Test
  void sendsCommandsAlsoInBatches() throws Exception {
    var answers =
        client.batch(
            List.of(
                Request.cmd(Command.SET).arg("k").arg("v").arg("NX").arg("PX").arg(60_000),
                Request.cmd(Command.SET).arg("k").arg("w").arg("NX"),
                Request.cmd(Command.GET).arg("k")));
    assertThat(Await.result(answers))
        .extracting(String::valueOf)
        .containsExactly("OK", "null", "v");
  }

  @Test
  void runsAScriptByItsDigestAndLoadsItWhenTheServerForgotIt() throws Exception {
    assertThat(Await.failure(bySha())).hasMessageStartingWith("NOSCRIPT");
    assertThat(Await.result(increase()).toInteger()).isEqualTo(12);
    assertThat(Await.result(bySha()).toInteger()).isEqualTo(14);
    Await.result(client.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
    assertThat(Await.result(increase()).toInteger()).isEqualTo(16);
  }

  @Test
  void subscribesOnAConnectionOfItsOwn() throws Exception {
    assertThat(Await.failure(client.send(Request.cmd(Command.SUBSCRIBE).arg("news"))))
        .hasMessageContaining("connection-less mode not allowed");
    var subscriber = Await.result(client.connect());
    var received = Promise.<Response>promise();
    subscriber.handler(
        push -> {
          if (push.get(0).toString().equals("message")) {
            received.tryComplete(push);
          }
        });
    Await.result(subscriber.send(Request.cmd(Command.SUBSCRIBE).arg("news")));
    var listeners = client.send(Request.cmd(Command.PUBLISH).arg("news").arg("hello"));
    assertThat(Await.result(listeners).toInteger()).isEqualTo(1);
    assertThat(Await.result(received.future()).get(2).toString()).isEqualTo("hello");
    Await.result(subscriber.close());
  }

  private Future<Response> increase() {
    return bySha()
        .recover(failure -> isNoScript(failure) ? bySource() : Future.failedFuture(failure));
  }

  private Future<Response> bySource() {
    return script(Request.cmd(Command.EVAL).arg(INCREASE));
  }

  private Future<Response> bySha() {
    return script(Request.cmd(Command.EVALSHA).arg(sha1(INCREASE)));
  }

  /** Adds 2 to the counter and 10 to the answer. */
  private Future<Response> script(Request request) {
    return client.send(request.arg(1).arg("counter").arg(2).arg(10));
  }

  private static boolean isNoScript(Throwable failure) {
    return String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
  }

  private static String sha1(String script) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
