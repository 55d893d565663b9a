package io.distributedlab.week12;

import java.util.random.RandomGenerator;

/**
 * Lives of a hot value under {@link XFetch} in virtual time: Poisson arrivals from long before the
 * expiry until a value that was loaded early is stored. Who decides to load meanwhile loads too.
 *
 * @param lives how many
 * @param loads of all of them together
 * @param leadMs mean time before the expiry at which the first load of a life begins
 */
record Cycles(int lives, long loads, double leadMs) {
  /** From where on arrivals are looked at: so many times Δβ before the expiry none loads. */
  private static final double FAR = 10;

  /**
   * @param perMs λ, arrivals per ms
   * @param deltaMs Δ, how long a load takes
   */
  static Cycles run(int lives, double perMs, double deltaMs, double beta, RandomGenerator random) {
    long loads = 0;
    double leads = 0;
    for (int life = 0; life < lives; life++) {
      double left = FAR * deltaMs * beta;
      double stored = Double.NEGATIVE_INFINITY;
      while (left > stored) {
        left += Math.log(1 - random.nextDouble()) / perMs;
        if (left > stored && XFetch.early(left, deltaMs, beta, 1 - random.nextDouble())) {
          if (stored == Double.NEGATIVE_INFINITY) {
            stored = left - deltaMs;
            leads += left;
          }
          loads++;
        }
      }
    }
    return new Cycles(lives, loads, leads / lives);
  }

  double loadsPerLife() {
    return loads / (double) lives;
  }
}
