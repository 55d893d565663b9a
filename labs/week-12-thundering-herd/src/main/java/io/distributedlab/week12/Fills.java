package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.TraceContext;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hears from Redis whose value has been filled, over a connection of its own, and tells those who
 * wait for it. A message is delivered at most once, and none while the connection is down: who
 * waits has to look again by himself.
 */
final class Fills {
  private static final long RETRY_MS = 100;
  private static final int PAYLOAD = 2;

  private final Vertx vertx;
  private final RedisLink redis;
  private final Service service;
  private final Counter heard;
  private final Map<String, Set<Promise<Void>>> waiting = new HashMap<>();
  private @Nullable RedisConnection connection;
  private boolean subscribed;
  private boolean closed;

  Fills(Service service, RedisLink redis) {
    this.service = service;
    this.vertx = service.vertx();
    this.redis = redis;
    this.heard = service.telemetry().meters().counter("cache.fills.heard");
    service.telemetry().meters().gauge("cache.waiting", this, Fills::count);
    service.telemetry().meters().gauge("cache.subscribed", this, fills -> fills.subscribed ? 1 : 0);
  }

  /** Subscribes, and again whenever the connection is lost. Never fails. */
  Future<Void> start() {
    return redis.connect().compose(this::subscribe).recover(this::again);
  }

  /** Done when the value is filled, or after {@code atMostMs}. */
  Future<Void> next(String id, long atMostMs) {
    var filled = Promise.<Void>promise();
    var sameKey = waiting.computeIfAbsent(id, first -> new LinkedHashSet<>());
    sameKey.add(filled);
    var timer = vertx.setTimer(Math.max(1, atMostMs), late -> filled.tryComplete());
    return TraceContext.here(filled.future())
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              sameKey.remove(filled);
              if (sameKey.isEmpty()) {
                waiting.remove(id, sameKey);
              }
            });
  }

  /** How many wait for this value in this instance. */
  int waitingFor(String id) {
    return waiting.getOrDefault(id, Set.of()).size();
  }

  Future<Void> close() {
    closed = true;
    return connection == null ? Future.succeededFuture() : connection.close();
  }

  private Future<Void> subscribe(RedisConnection opened) {
    connection = opened;
    opened.handler(this::received);
    opened.exceptionHandler(
        broken -> service.telemetry().log().warn("subscription broken: " + broken.getMessage()));
    opened.endHandler(ended -> lost(opened));
    return opened
        .send(Request.cmd(Command.SUBSCRIBE, Keys.FILLED))
        .onSuccess(done -> subscribed = connection == opened)
        .mapEmpty();
  }

  private void lost(RedisConnection which) {
    if (connection == which) {
      connection = null;
      subscribed = false;
      again(new IllegalStateException("connection lost"));
    }
  }

  private Future<Void> again(Throwable failure) {
    if (!closed) {
      vertx.setTimer(RETRY_MS, due -> start());
    }
    return Future.succeededFuture();
  }

  private void received(Response message) {
    if (message.size() > PAYLOAD && message.get(0).toString().equals("message")) {
      heard.increment();
      var told = waiting.get(message.get(PAYLOAD).toString());
      if (told != null) {
        Set.copyOf(told).forEach(Promise::tryComplete);
      }
    }
  }

  private int count() {
    return waiting.values().stream().mapToInt(Set::size).sum();
  }
}
