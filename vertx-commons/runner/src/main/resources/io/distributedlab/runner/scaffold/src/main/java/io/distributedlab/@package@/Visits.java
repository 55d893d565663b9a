package io.distributedlab.@package@;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;

/** Counts requests in Redis, so that all instances of a service count together. */
final class Visits {
  private static final String KEY = "@name@:visits";
  private static final int MOST_WAITING = 1000; // by default only 24 requests may wait
  private static final long PATIENCE_MS = 1000;

  private final Redis redis;

  Visits(Service service) {
    this.redis =
        Redis.createClient(
            service.vertx(),
            new RedisOptions()
                .setConnectionString(service.backend("redis"))
                .setMaxPoolWaiting(MOST_WAITING));
  }

  /** Done when Redis answers. */
  Future<Response> ready() {
    return send(Request.cmd(Command.PING));
  }

  /** The number of requests with this one; a 502 problem when Redis does not answer. */
  Future<Long> count() {
    return send(Request.cmd(Command.INCR).arg(KEY)).map(Response::toLong);
  }

  Future<Void> close() {
    return redis.close();
  }

  private Future<Response> send(Request command) {
    return TraceContext.here(redis.send(command).timeout(PATIENCE_MS, TimeUnit.MILLISECONDS))
        .recover(
            failure -> Future.failedFuture(Problem.peerFailed("redis", "Redis: " + failure)));
  }
}
