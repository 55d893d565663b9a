package io.distributedlab.week45;

import org.jspecify.annotations.Nullable;

/**
 * What to do about the lag.
 *
 * @param drainSec until it is gone, when it shrinks
 */
record Recommendation(Action action, String why, @Nullable Double drainSec) {
  /** What can be done. */
  enum Action {
    NONE,
    /** It shrinks. */
    RECOVERING,
    /** It does not grow enough to act. */
    WATCH,
    /** There are partitions for more consumers. */
    SCALE,
    /** More consumers would be idle. */
    SPEED_UP
  }

  static Recommendation of(LagReport report) {
    if (report.total() < Alerts.WARNING) {
      return of(Action.NONE, "the lag is below " + Alerts.WARNING, report);
    }
    if (report.members() == 0) {
      return of(Action.SCALE, "nobody is in the group", report);
    }
    if (report.status() == LagReport.Status.STALLED) {
      return of(Action.SPEED_UP, "commits stand still: look at the oldest order", report);
    }
    if (report.drainSec() != null) {
      return of(Action.RECOVERING, "more is committed than produced", report);
    }
    if (report.total() < Alerts.CRITICAL) {
      return of(Action.WATCH, "the lag grows", report);
    }
    return report.members() < report.perPartition().size()
        ? of(Action.SCALE, "there are partitions for more consumers", report)
        : of(Action.SPEED_UP, "more consumers than partitions would be idle", report);
  }

  private static Recommendation of(Action action, String why, LagReport report) {
    return new Recommendation(action, why, report.drainSec());
  }
}
