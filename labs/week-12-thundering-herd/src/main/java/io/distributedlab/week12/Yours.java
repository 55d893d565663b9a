package io.distributedlab.week12;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * The place for your own leases. For now {@link #set} stores whatever it is given and ends whatever
 * lease there is: a value that was read before a write can be stored after it. Write the script
 * that stores only for the holder of the lease.
 */
final class Yours extends Leases {
  private static final Script SET =
      Script.of(
          """
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          redis.call('DEL', KEYS[2])
          redis.call('PUBLISH', KEYS[3], ARGV[4])
          return 1
          """);

  Yours(RedisLink redis, ValueCache values) {
    super(redis, values);
  }

  @Override
  Future<Boolean> set(String id, String token, Cached value, Duration grace) {
    return set(SET, id, token, value, grace);
  }
}
