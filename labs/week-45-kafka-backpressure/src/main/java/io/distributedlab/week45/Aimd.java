package io.distributedlab.week45;

/**
 * Additive increase, multiplicative decrease: r ← max(rMin, 0.7 r) while the lag is above its
 * target, r ← r + rInc below it. Converges to an efficient and fair share: Dah-Ming Chiu and Raj
 * Jain, "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance" (1989).
 *
 * <p>A rate that nobody used is not raised: good reports prove nothing about it. So says TCP of its
 * window: Gorry Fairhurst and others, RFC 7661 (2015).
 */
final class Aimd implements RateLaw {
  private static final double DECREASE = 0.7;

  @Override
  public double next(Feedback now) {
    if (now.lagMs() > now.targetMs()) {
      return Math.max(now.min(), DECREASE * now.rate());
    }
    return now.limited() ? now.rate() + now.increment() : now.rate();
  }
}
