package io.distributedlab.experiment;

import java.util.Locale;
import java.util.Optional;

/**
 * How evenly the machine ran for a while.
 *
 * @param wakeUpP99Ms how late a thread parked for 2 ms woke up
 * @param loopLagP99Ms how long the experiment's own event loop took to begin a task
 * @param others share of all CPU time used by other programs; not a number where unknown
 * @param stolen share of all CPU time taken by other guests of the host; not a number where unknown
 * @param stalled share of time in which that thread was more than 50 ms late
 */
public record Noise(
    double wakeUpP99Ms, double loopLagP99Ms, double others, double stolen, double stalled) {
  static final double MOST_LAG_MS = 10;
  static final double MOST_OTHERS = 0.25;
  static final double MOST_STOLEN = 0.05;

  /** Why timings taken meanwhile are not to be trusted, if so. */
  public Optional<String> complaint() {
    if (others > MOST_OTHERS) {
      return because("other programs used %.0f %% of the CPU time", others * 100);
    }
    if (stolen > MOST_STOLEN) {
      return because("the host took %.0f %% of the CPU time away", stolen * 100);
    }
    if (wakeUpP99Ms > MOST_LAG_MS) {
      return because("threads woke up %.1f ms late (p99)", wakeUpP99Ms);
    }
    return loopLagP99Ms > MOST_LAG_MS
        ? because("the experiment's event loop lagged %.1f ms (p99)", loopLagP99Ms)
        : Optional.empty();
  }

  private static Optional<String> because(String what, double much) {
    return Optional.of("the machine was too noisy: " + String.format(Locale.ROOT, what, much));
  }
}
