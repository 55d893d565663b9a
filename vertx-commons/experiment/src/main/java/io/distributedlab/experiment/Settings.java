package io.distributedlab.experiment;

import java.time.Duration;

/**
 * How to run an experiment.
 *
 * @param seed of every schedule and choice: the same seed repeats them
 * @param quick shorter, for the build: claims that need many samples are left to the full run
 */
public record Settings(long seed, boolean quick) {
  public static Settings full(long seed) {
    return new Settings(seed, false);
  }

  public static Settings quick(long seed) {
    return new Settings(seed, true);
  }

  /** A length in seconds for the full and for the quick run. */
  public Duration seconds(double full, double inQuick) {
    return Duration.ofNanos(Math.round((quick ? inQuick : full) * 1e9));
  }

  boolean leavesOut(Claim claim) {
    return quick && claim.fullRunOnly();
  }
}
