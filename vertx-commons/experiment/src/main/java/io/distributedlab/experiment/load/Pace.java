package io.distributedlab.experiment.load;

import java.util.Locale;
import java.util.Optional;

/**
 * How well the generator kept its schedule. With more than one percent late or dropped, and more
 * than two requests, the load was not quite the one asked for, and a timing claim is judged only
 * where those few cannot have turned it; with more than five percent, none is.
 *
 * @param due measured requests in the schedule
 * @param late sent later than the tolerance after their intended time
 * @param dropped not sent, because too many were unanswered
 */
public record Pace(long due, long sent, long late, long dropped, double worstLateMs) {
  private static final double TOLERATED_SHARE = 0.01;
  private static final int TOLERATED = 2;
  private static final double MOST_STRAYS = 0.05;

  public double lateShare() {
    return sent == 0 ? 0 : late / (double) sent;
  }

  /** Why the load was not the one asked for, if so. */
  public Optional<String> complaint() {
    if (tooMany(late, sent)) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%d of %d requests were sent late (worst %.1f ms)",
              late,
              sent,
              worstLateMs));
    }
    return tooMany(dropped, due)
        ? Optional.of(dropped + " of " + due + " requests were dropped by the generator")
        : Optional.empty();
  }

  /**
   * Whether so many were late or dropped that it was another load altogether: that each of them
   * changed only its own request can then not be said any more.
   */
  public boolean otherLoad() {
    return late + dropped > Math.max(TOLERATED, MOST_STRAYS * due);
  }

  private static boolean tooMany(long some, long of) {
    return some > Math.max(TOLERATED, TOLERATED_SHARE * of);
  }
}
