package io.distributedlab.week12;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;

/**
 * Locks in Redis, one per key, each with the token of its holder and a TTL. A TTL makes a lock end
 * with its holder's life, and makes it end too early for a slow holder: such a lock is not mutual
 * exclusion. Source: Redis documentation, "Distributed Locks with Redis"; Martin Kleppmann, "How to
 * do distributed locking" (2016).
 */
class Locks {
  /** What became of a lock that was given back. */
  enum Released {
    /** It was the holder's, and is free. */
    OWN,
    /** It had expired; nothing was deleted. */
    LOST,
    /** It had expired, and that of the next holder was deleted. */
    WRONG
  }

  private static final Script RELEASE =
      Script.of(
          """
          local holder = redis.call('GET', KEYS[1])
          if holder == ARGV[1] then
            redis.call('DEL', KEYS[1])
            return 'OWN'
          end
          return 'LOST'
          """);

  private static final Script DELETE =
      Script.of(
          """
          local holder = redis.call('GET', KEYS[1])
          redis.call('DEL', KEYS[1])
          if holder == ARGV[1] then
            return 'OWN'
          end
          return holder and 'WRONG' or 'LOST'
          """);

  private final RedisLink redis;

  Locks(RedisLink redis) {
    this.redis = redis;
  }

  /** Whether the lock was free and has this token now. */
  Future<Boolean> acquire(String id, String token, Duration ttl) {
    return redis
        .send(Command.SET, Keys.lock(id), token, "NX", "PX", ttl.toMillis())
        .map(reply -> reply != null);
  }

  /** Deletes the lock if it still has this token. */
  Future<Released> release(String id, String token) {
    return run(RELEASE, id, token);
  }

  /** Deletes the lock, as a plain DEL does, and says whose it was. */
  Future<Released> delete(String id, String token) {
    return run(DELETE, id, token);
  }

  private Future<Released> run(Script script, String id, String token) {
    return redis
        .run(script, List.of(Keys.lock(id)), token)
        .map(reply -> Released.valueOf(String.valueOf(reply)));
  }
}
