package io.distributedlab.experiment.theory;

/**
 * Errors of the probabilistic sets and counters.
 *
 * <p>Source: Bloom, "Space/Time Trade-offs in Hash Coding with Allowable Errors"; Broder and
 * Mitzenmacher, "Network Applications of Bloom Filters: A Survey"; Flajolet, Fusy, Gandouet and
 * Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm".
 */
public final class Sketches {
  private Sketches() {}

  /**
   * Bloom filter: P(an absent key is reported present) = (1 − e^(−kn/m))^k for k hashes, n keys and
   * m bits.
   */
  public static double bloomFalsePositive(double bits, double keys, int hashes) {
    return Math.pow(-Math.expm1(-hashes * keys / bits), hashes);
  }

  /** The number of hashes with the fewest false positives: (m/n)·ln 2, rounded. */
  public static int bloomHashes(double bits, double keys) {
    return Math.max(1, (int) Math.round(bits / keys * Math.log(2)));
  }

  /** HyperLogLog: relative standard error 1.04/√m for m registers. */
  public static double hyperLogLogError(int registers) {
    return 1.04 / Math.sqrt(registers);
  }
}
