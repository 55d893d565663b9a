package io.distributedlab.week12;

import io.vertx.core.Future;
import java.time.Duration;

/** A solution of exercise 4, and what else comes to mind. */
final class SolvedLease extends Leases {
  static final Script SOLUTION =
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

  /** Any lease will do, and it lasts. */
  static final Script ANY_LEASE =
      Script.of(
          """
          if redis.call('EXISTS', KEYS[2]) == 0 then
            return 0
          end
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          redis.call('PUBLISH', KEYS[3], ARGV[4])
          return 1
          """);

  private final Script script;

  SolvedLease(RedisLink redis, ValueCache values, Script script) {
    super(redis, values);
    this.script = script;
  }

  @Override
  Future<Boolean> set(String id, String token, Cached value, Duration grace) {
    return set(script, id, token, value, grace);
  }
}
