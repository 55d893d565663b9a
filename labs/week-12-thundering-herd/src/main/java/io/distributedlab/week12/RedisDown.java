package io.distributedlab.week12;

/** Redis cannot be reached, or does not answer in time. */
final class RedisDown extends RuntimeException {
  RedisDown(Throwable cause) {
    super("Redis does not answer: " + cause.getMessage(), cause, false, false);
  }
}
