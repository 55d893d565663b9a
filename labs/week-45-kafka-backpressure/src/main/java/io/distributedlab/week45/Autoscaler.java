package io.distributedlab.week45;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How many consumers there should be: clamp(ceil((λ + lag/T) / μ₁), 1, partitions), where μ₁ is
 * what one of them does and T the time in which the lag is to be gone. Grows at once, shrinks only
 * when three reports agree, and leaves the group alone for a while after each change, because a
 * rebalance costs what it is to bring. Pure: the caller brings the time.
 */
final class Autoscaler {
  static final Duration COOL_DOWN = Duration.ofSeconds(5);

  private static final int AGREEING = 3;

  /**
   * Below this lag consumers wait for records, and what they do is not what they could do. It must
   * have been above for as long as a rate looks back.
   */
  private static final double BUSY_MS = 200;

  private double ratePerConsumer = Double.NaN;
  private double quietUntilMs = Double.NEGATIVE_INFINITY;
  private int wantFewer;
  private int busyReports;

  /** What to change the number of consumers to; empty to leave it. */
  OptionalInt decide(LagReport report, int current, double drainTargetSec, double nowMs) {
    int working = Math.min(report.members(), report.perPartition().size());
    busyReports = report.lagMs() > BUSY_MS ? busyReports + 1 : 0;
    if (working > 0 && report.mu() > 0 && busyReports > LagEstimator.WINDOW) {
      ratePerConsumer = report.mu() / working;
    }
    if (Double.isNaN(ratePerConsumer)) {
      return OptionalInt.empty();
    }
    int wanted = desired(report, drainTargetSec, ratePerConsumer);
    wantFewer = wanted < current ? wantFewer + 1 : 0;
    boolean due = wanted > current || wantFewer >= AGREEING;
    if (!due || nowMs < quietUntilMs) {
      return OptionalInt.empty();
    }
    wantFewer = 0;
    quietUntilMs = nowMs + COOL_DOWN.toMillis();
    return OptionalInt.of(wanted);
  }

  static int desired(LagReport report, double drainTargetSec, double ratePerConsumer) {
    var needed = (report.lambda() + report.total() / drainTargetSec) / ratePerConsumer;
    return Math.clamp((long) Math.ceil(needed), 1, report.perPartition().size());
  }

  /** How many of {@code total} the service at this place gets, when they are dealt in turn. */
  static int share(int total, int place, int services) {
    return total / services + (place < total % services ? 1 : 0);
  }
}
