package io.distributedlab.week45;

import java.time.Duration;

/**
 * Admits at a rate that may change at any time. It holds what the rate brings in {@link #BURST}, at
 * least one token. Pure: the caller brings the time.
 */
final class TokenBucket {
  /** How much idle time is made up for. */
  static final Duration BURST = Duration.ofMillis(100);

  private double tokens = 1;
  private long filledAt;

  /**
   * @param now monotonic time in ns
   */
  TokenBucket(long now) {
    this.filledAt = now;
  }

  /** Takes a token, if there is one. */
  boolean take(double perSecond, long now) {
    var brought = perSecond * (now - filledAt) / 1e9;
    tokens = Math.min(Math.max(1, perSecond * BURST.toNanos() / 1e9), tokens + brought);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** How long until there is a token, as of the last {@link #take}. */
  Duration until(double perSecond) {
    return Duration.ofNanos(Math.round(Math.max(0, 1 - tokens) / perSecond * 1e9));
  }
}
