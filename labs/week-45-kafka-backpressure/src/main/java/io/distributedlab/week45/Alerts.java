package io.distributedlab.week45;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Says when the lag passes a threshold upwards, or the group stops. Keeps the latest ones. Pure;
 * belongs to one event loop.
 */
final class Alerts {
  static final int WARNING = 100;
  static final int CRITICAL = 500;

  private static final int KEPT = 50;

  /** How bad a number of records is. */
  enum Level {
    OK,
    WARNING,
    CRITICAL;

    static Level of(long lag) {
      return lag >= Alerts.CRITICAL ? CRITICAL : lag >= Alerts.WARNING ? WARNING : OK;
    }
  }

  /** One alert, as it was raised. */
  record Alert(long atMs, Level level, String message, long lag) {}

  private final Deque<Alert> kept = new ArrayDeque<>();
  private Level level = Level.OK;
  private LagReport.Status status = LagReport.Status.OK;

  void heard(LagReport report) {
    var now = Level.of(report.total());
    if (now.compareTo(level) > 0) {
      raise(report, now, "the lag is " + report.total() + " records");
    }
    level = now;
    var stopped = report.status() == LagReport.Status.STALLED || isDeserted(report);
    if (stopped && report.status() != status) {
      var what = report.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      raise(report, Level.CRITICAL, "the group is " + what);
    }
    status = report.status();
  }

  /** At most so many, the newest first. */
  List<Alert> latest(int limit) {
    return kept.stream().limit(limit).toList();
  }

  void clear() {
    kept.clear();
  }

  private void raise(LagReport report, Level how, String message) {
    kept.addFirst(new Alert(report.atMs(), how, message, report.total()));
    if (kept.size() > KEPT) {
      kept.removeLast();
    }
  }

  private static boolean isDeserted(LagReport report) {
    return report.status() == LagReport.Status.NO_MEMBERS && report.total() > 0;
  }
}
