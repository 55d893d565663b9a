package io.distributedlab.week12;

/**
 * Optimal probabilistic early expiration: a request treats a value as expired when {@code now −
 * Δ·β·ln(rand) ≥ expiry}, rand uniform in (0, 1]. The nearer the expiry and the longer a load, the
 * likelier. Source: Andrea Vattani, Flavio Chierichetti and Keegan Lowenstein, "Optimal
 * Probabilistic Cache Stampede Prevention" (VLDB 2015).
 *
 * <p>With Poisson arrivals at rate λ, requests that decide so are a Poisson process of rate {@code
 * λ·e^(−s/(Δβ))} at the time s before the expiry. Its integral up to the first of them is
 * exponential with mean 1; in the Δ that this one loads, e^(1/β) − 1 more are expected. So there
 * are e^(1/β) loads per cycle, whatever λ is, if λΔβ is well above 1.
 */
final class XFetch {
  /** Euler's constant: the mean of a Gumbel distribution of scale 1. */
  private static final double EULER = 0.5772156649015329;

  private XFetch() {}

  /**
   * Whether to load now.
   *
   * @param leftMs until the value expires
   * @param deltaMs Δ of the load that brought it; at 0 nothing is ever early
   * @param random uniform in (0, 1]
   */
  static boolean early(double leftMs, double deltaMs, double beta, double random) {
    return -deltaMs * beta * Math.log(random) >= leftMs;
  }

  /** Expected loads in one life of a value. */
  static double loadsPerCycle(double beta) {
    return Math.exp(1 / beta);
  }

  /** Expected time before the expiry at which the first early load begins, in ms. */
  static double leadMs(double perSecond, double deltaMs, double beta) {
    return deltaMs * beta * (Math.log(perSecond * deltaMs / 1000 * beta) + EULER);
  }
}
