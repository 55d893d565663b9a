package io.distributedlab.week52;

import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/**
 * A budget for extra attempts, in shares of the requests. Each request adds {@code ratio} tokens,
 * at most {@code burst} are kept, an extra attempt takes one. Over any n requests at most {@code
 * ratio × n + burst} extra attempts are made, however slow the backends are.
 *
 * <p>Source: gRPC documentation, "Throttling Retry Attempts and Hedged RPCs" (tokens per request,
 * not per second).
 */
class TokenBucket {
  private static final double ROUNDING = 1e-9;

  private final DoubleSupplier ratio;
  private final IntSupplier burst;
  private double level;

  /** A full bucket. Both settings are read at every request, so they can be knobs. */
  TokenBucket(DoubleSupplier ratio, IntSupplier burst) {
    this.ratio = ratio;
    this.burst = burst;
    refill();
  }

  /** A request came. */
  void earn() {
    level = Math.min(burst.getAsInt(), level + ratio.getAsDouble());
  }

  /** Takes a token if there is one. */
  boolean tryTake() {
    if (level < 1 - ROUNDING) {
      return false;
    }
    level = Math.max(0, level - 1);
    return true;
  }

  /** Fills the bucket. */
  final void refill() {
    level = burst.getAsInt();
  }

  double level() {
    return level;
  }
}
