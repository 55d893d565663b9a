package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to Redis. By default the client of Vert.x has six connections and lets 24 requests wait
 * for one: a herd gets errors then, and not from Redis.
 */
final class RedisLink {
  private static final int CONNECTIONS = 16;
  private static final int MOST_WAITING = 10_000;
  private static final long PATIENCE_MS = 1000;

  private final Redis client;
  private final MeterRegistry meters;
  private int pending;

  RedisLink(Service service) {
    this.meters = service.telemetry().meters();
    this.client =
        Redis.createClient(
            service.vertx(),
            new RedisOptions()
                .setConnectionString(service.backend("redis"))
                .setPoolName("redis")
                .setMaxPoolSize(CONNECTIONS)
                .setMaxPoolWaiting(MOST_WAITING)
                .setMaxWaitingHandlers(MOST_WAITING));
    meters.gauge("redis.pending", this, link -> link.pending);
  }

  /**
   * Runs a command. An error that Redis answers is its own failure; no answer within a second, or
   * no connection, is {@link RedisDown}.
   */
  Future<@Nullable Response> send(Command command, Object... args) {
    pending++;
    return TraceContext.here(
            client.send(Request.cmd(command, args)).timeout(PATIENCE_MS, TimeUnit.MILLISECONDS))
        .onComplete(done -> count(command))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof Response ? failure : new RedisDown(failure)));
  }

  /** Runs a script, and brings it to a Redis that does not know it yet. */
  Future<@Nullable Response> run(Script script, List<String> keys, Object... args) {
    return send(Command.EVALSHA, arguments(script.sha(), keys, args))
        .recover(
            failure ->
                isUnknownScript(failure)
                    ? send(Command.EVAL, arguments(script.source(), keys, args))
                    : Future.failedFuture(failure));
  }

  /** A connection of one's own: one that subscribes can do nothing else. */
  Future<RedisConnection> connect() {
    return client.connect();
  }

  Future<Void> close() {
    return client.close();
  }

  private void count(Command command) {
    pending--;
    meters.counter("redis.commands", "command", command.toString()).increment();
  }

  private static boolean isUnknownScript(Throwable failure) {
    return failure instanceof Response error && error.toString().startsWith("NOSCRIPT");
  }

  private static Object[] arguments(String script, List<String> keys, Object... args) {
    var all = new Object[2 + keys.size() + args.length];
    all[0] = script;
    all[1] = keys.size();
    for (int i = 0; i < keys.size(); i++) {
      all[2 + i] = keys.get(i);
    }
    System.arraycopy(args, 0, all, 2 + keys.size(), args.length);
    return all;
  }
}
