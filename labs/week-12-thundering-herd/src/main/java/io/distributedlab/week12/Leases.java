package io.distributedlab.week12;

import io.distributedlab.service.http.Json;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;

/**
 * Leases in Redis: who finds no value gets a token with which to store one, unless somebody else
 * has it. Deleting a value deletes its lease, so that a load which began before the write can no
 * longer be stored. Source: Rajesh Nishtala and others, "Scaling Memcache at Facebook" (NSDI 2013),
 * section 3.2.1.
 */
class Leases {
  private static final String GRANTED = "FILL";
  private static final String BUSY = "WAIT";

  private static final Script GET =
      Script.of(
          """
          local value = redis.call('GET', KEYS[1])
          if value then
            return {'HIT', value}
          end
          if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then
            return {'FILL'}
          end
          return {'WAIT'}
          """);

  private static final Script SET =
      Script.of(
          """
          if redis.call('GET', KEYS[2]) ~= ARGV[1] then
            return 0
          end
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          redis.call('DEL', KEYS[2])
          redis.call('PUBLISH', KEYS[3], ARGV[4])
          return 1
          """);

  private static final Script GIVE_UP =
      Script.of(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then
            redis.call('DEL', KEYS[1])
            redis.call('PUBLISH', KEYS[2], ARGV[2])
          end
          """);

  private static final Script CLAIM =
      Script.of(
          """
          local value = redis.call('GET', KEYS[1])
          if value and cjson.decode(value).soft_expiry_ms ~= tonumber(ARGV[3]) then
            return 0
          end
          return redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0
          """);

  private final RedisLink redis;
  private final ValueCache values;

  Leases(RedisLink redis, ValueCache values) {
    this.redis = redis;
    this.values = values;
  }

  /** The value, or the right to fill it, or neither. */
  Future<Grant> get(String id, String token, Duration ttl) {
    return redis
        .run(GET, List.of(Keys.value(id), Keys.lease(id)), token, ttl.toMillis())
        .map(reply -> grant(reply, token));
  }

  /**
   * The right to replace a value.
   *
   * @param seen the value to be replaced
   * @return whether nobody else has that right, or has used it already
   */
  Future<Boolean> claim(String id, String token, Cached seen, Duration ttl) {
    return redis
        .run(
            CLAIM,
            List.of(Keys.value(id), Keys.lease(id)),
            token,
            ttl.toMillis(),
            seen.softExpiryMs())
        .map(reply -> reply.toInteger() == 1);
  }

  /**
   * Stores a value and ends the lease, if it still is that of this token.
   *
   * @return whether it was
   */
  Future<Boolean> set(String id, String token, Cached value, Duration grace) {
    return set(SET, id, token, value, grace);
  }

  /** The same by another script. */
  final Future<Boolean> set(Script script, String id, String token, Cached value, Duration grace) {
    return redis
        .run(
            script,
            List.of(Keys.value(id), Keys.lease(id), Keys.FILLED),
            token,
            Json.write(value),
            values.keepMs(value, grace),
            id)
        .map(reply -> reply.toInteger() == 1);
  }

  /** Ends the lease of a load that has failed, so that the next request need not wait for it. */
  Future<Void> giveUp(String id, String token) {
    return redis.run(GIVE_UP, List.of(Keys.lease(id), Keys.FILLED), token, id).mapEmpty();
  }

  private Grant grant(Response reply, String token) {
    return switch (reply.get(0).toString()) {
      case GRANTED -> new Grant.Fill(token);
      case BUSY -> new Grant.Wait();
      default -> values.parse(reply.get(1)).<Grant>map(Grant.Hit::new).orElseGet(Grant.Wait::new);
    };
  }
}
