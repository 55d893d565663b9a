package io.distributedlab.week45;

/**
 * A solution of exercise 5: r = μ·(1 + k·(target − lag)/target), a proportional controller. With no
 * lag it asks for more than μ, which is only what was admitted while consumers are not busy.
 */
final class SolvedLaw implements RateLaw {
  private static final double K = 0.5;

  @Override
  public double next(Feedback now) {
    var off = (now.targetMs() - now.lagMs()) / now.targetMs();
    return Math.max(now.min(), now.mu() * (1 + K * Math.max(-1, off)));
  }
}
