package io.distributedlab.experiment.load;

import java.util.Locale;
import java.util.Optional;

/**
 * How well the generator kept its schedule. Above one percent late or dropped, the load was not the
 * one asked for and no timing claim can be judged.
 *
 * @param due measured requests in the schedule
 * @param late sent later than the tolerance after their intended time
 * @param dropped not sent, because too many were unanswered
 */
public record Pace(long due, long sent, long late, long dropped, double worstLateMs) {
  static final double TOLERATED = 0.01;

  public double lateShare() {
    return sent == 0 ? 0 : late / (double) sent;
  }

  /** Why the load was not the one asked for, if so. */
  public Optional<String> complaint() {
    if (lateShare() > TOLERATED) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%d of %d requests were sent late (worst %.1f ms)",
              late,
              sent,
              worstLateMs));
    }
    return dropped > TOLERATED * due
        ? Optional.of(dropped + " of " + due + " requests were dropped by the generator")
        : Optional.empty();
  }
}
