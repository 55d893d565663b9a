package io.distributedlab.week12;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Yours to mend, exercise 4: the leases of the strategy {@code yours}. For now {@link #set} stores
 * whatever it is given and ends whatever lease there is: a value that was read before a write can
 * be stored after it. Write the script that stores only for the holder of the lease.
 *
 * <pre>
 * KEYS[1]  the value       ARGV[1]  the token of the one who stores
 * KEYS[2]  the lease       ARGV[2]  the value
 * KEYS[3]  the channel     ARGV[3]  how long to keep it, in ms
 *                          ARGV[4]  the id of the product, for those who wait at the channel
 * </pre>
 *
 * <p>1 says that it was stored, 0 that it was not. The lease holds the token of its holder.
 */
final class YourLease extends Leases {
  private static final Script SET =
      Script.of(
          """
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          redis.call('DEL', KEYS[2])
          redis.call('PUBLISH', KEYS[3], ARGV[4])
          return 1
          """);

  YourLease(RedisLink redis, ValueCache values) {
    super(redis, values);
  }

  @Override
  Future<Boolean> set(String id, String token, Cached value, Duration grace) {
    return set(SET, id, token, value, grace);
  }
}
