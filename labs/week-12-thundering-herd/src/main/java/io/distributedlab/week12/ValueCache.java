package io.distributedlab.week12;

import static io.vertx.redis.client.Command.DEL;
import static io.vertx.redis.client.Command.GET;
import static io.vertx.redis.client.Command.INFO;
import static io.vertx.redis.client.Command.PUBLISH;
import static io.vertx.redis.client.Command.SCAN;
import static io.vertx.redis.client.Command.SET;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Json;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The values in Redis, {@code p:ID} as JSON. All of it fails with {@link RedisDown}. */
class ValueCache {
  private static final Duration NEGATIVE_TTL = Duration.ofSeconds(1);

  private static final Script INVALIDATE =
      Script.of(
          """
          redis.call('DEL', KEYS[1], KEYS[2])
          redis.call('PUBLISH', KEYS[3], ARGV[1])
          """);

  private final Service service;
  private final RedisLink redis;
  private final RandomGenerator random;

  ValueCache(Service service, RedisLink redis, RandomGenerator random) {
    this.service = service;
    this.redis = redis;
    this.random = random;
  }

  Future<Optional<Cached>> get(String id) {
    return redis.send(GET, Keys.value(id)).map(this::parse);
  }

  /** A loaded value as it goes into the cache now, with its TTL drawn. */
  Cached fresh(Loaded loaded) {
    var knobs = service.knobs().values();
    var ttl = loaded.product() == null ? NEGATIVE_TTL : knobs.get(Week12Knobs.TTL);
    return Cached.of(loaded, nowMs(), Ttl.millis(ttl, knobs.get(Week12Knobs.TTL_JITTER), random));
  }

  /**
   * Stores it, whatever is there.
   *
   * @param grace for how long Redis keeps it when it is not fresh any more
   */
  Future<Void> put(String id, Cached value, Duration grace) {
    return redis
        .send(SET, Keys.value(id), Json.write(value), "PX", keepMs(value, grace))
        .mapEmpty();
  }

  /** Stores it and tells those who wait for it. */
  Future<Void> putAndTell(String id, Cached value) {
    return put(id, value, Duration.ZERO).compose(stored -> tell(id));
  }

  /** Wakes those who wait for this value, on all instances. */
  Future<Void> tell(String id) {
    return redis.send(PUBLISH, Keys.FILLED, id).mapEmpty();
  }

  /** Deletes the value, and its lease with it: a load that is under way is not to be stored. */
  Future<Void> invalidate(String id) {
    return redis
        .run(INVALIDATE, List.of(Keys.value(id), Keys.lease(id), Keys.FILLED), id)
        .mapEmpty();
  }

  /** Deletes all values and leases; how many values there were. */
  Future<Integer> clear() {
    return deleteAll(Keys.LEASES).compose(gone -> deleteAll(Keys.VALUES));
  }

  /** How many values there are. */
  Future<Integer> size() {
    return scan(Keys.VALUES, "0", 0, keys -> Future.succeededFuture());
  }

  /** What {@code INFO stats} says: a line for each number. */
  Future<String> statistics() {
    return redis.send(INFO, "stats").map(String::valueOf);
  }

  long nowMs() {
    return service.clock().now().toEpochMilli();
  }

  /** For how long Redis keeps it, from now, at least 1 ms. */
  long keepMs(Cached value, Duration grace) {
    return Math.max(1, value.softExpiryMs() - nowMs() + grace.toMillis());
  }

  /** What cannot be read was written by somebody else, and is as good as nothing. */
  Optional<Cached> parse(@Nullable Response stored) {
    if (stored == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Buffer.buffer(stored.toBytes()), Cached.class));
    } catch (Problem unreadable) {
      service.telemetry().log().warn("value unreadable", Log.with("reason", unreadable.detail()));
      return Optional.empty();
    }
  }

  private Future<Integer> deleteAll(String prefix) {
    return scan(prefix, "0", 0, keys -> redis.send(DEL, keys));
  }

  private interface Batch {
    Future<?> handle(Object[] keys);
  }

  private Future<Integer> scan(String prefix, String cursor, int before, Batch batch) {
    return redis
        .send(SCAN, cursor, "MATCH", prefix + "*", "COUNT", 1000)
        .compose(
            page -> {
              var keys = page.get(1).stream().map(Response::toString).toArray();
              var next = page.get(0).toString();
              var handled = keys.length == 0 ? Future.succeededFuture() : batch.handle(keys);
              return handled.compose(
                  done ->
                      next.equals("0")
                          ? Future.succeededFuture(before + keys.length)
                          : scan(prefix, next, before + keys.length, batch));
            });
  }
}
