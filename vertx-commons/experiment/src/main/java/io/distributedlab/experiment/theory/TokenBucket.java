package io.distributedlab.experiment.theory;

/**
 * A bucket of {@code burst} tokens refilled at {@code rate} tokens per second; each admission takes
 * one. Times in seconds.
 *
 * <p>Source: Turner, "New Directions in Communications (or Which Way to the Information Age?)";
 * Cruz, "A Calculus for Network Delay".
 */
public record TokenBucket(double rate, double burst) {
  /** The most that any window of this length can admit: rate·t + burst. */
  public double admittedAtMost(double seconds) {
    return rate * seconds + burst;
  }

  /**
   * What a full bucket admits of a constant offered load in {@code seconds}: min(offered·t, rate·t
   * + burst).
   */
  public double admitted(double offeredPerSecond, double seconds) {
    return Math.min(offeredPerSecond * seconds, admittedAtMost(seconds));
  }

  /** How long a full bucket lasts under a constant load; infinite when the refill keeps up. */
  public double secondsUntilEmpty(double offeredPerSecond) {
    return offeredPerSecond <= rate ? Double.POSITIVE_INFINITY : burst / (offeredPerSecond - rate);
  }
}
