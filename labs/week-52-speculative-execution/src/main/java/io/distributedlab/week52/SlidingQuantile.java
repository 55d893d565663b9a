package io.distributedlab.week52;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Quantiles of the durations of the last few seconds: two histograms of half the window, of which
 * the older one is thrown away when the newer one is full. An answer covers between a half and a
 * whole window. Resolution: two significant digits, from 1 µs.
 *
 * <p>Source: Gil Tene, HdrHistogram (bounded memory, bounded relative error).
 */
final class SlidingQuantile {
  private static final int DIGITS = 2;

  private final long halfNanos;
  private final LongSupplier nanos;
  private Histogram newer = new Histogram(DIGITS);
  private Histogram older = new Histogram(DIGITS);
  private long turnAt;

  /**
   * @param nanos monotonic time
   */
  SlidingQuantile(Duration window, LongSupplier nanos) {
    this.halfNanos = window.toNanos() / 2;
    this.nanos = nanos;
    this.turnAt = nanos.getAsLong() + halfNanos;
  }

  void record(Duration duration) {
    rotate();
    newer.recordValue(Math.max(0, duration.toNanos() / 1000));
  }

  /** How many durations the window holds. */
  long count() {
    rotate();
    return newer.getTotalCount() + older.getTotalCount();
  }

  /** The duration that the share {@code q} of the window does not exceed; zero when it is empty. */
  Duration quantile(double q) {
    return Duration.ofNanos(window().getValueAtPercentile(q * 100) * 1000);
  }

  /** Mean of what lies beyond {@code duration}, less that; zero when nothing does. */
  Duration meanExcess(Duration duration) {
    long beyond = duration.toNanos() / 1000;
    double sum = 0;
    long count = 0;
    for (var value : window().recordedValues()) {
      if (value.getValueIteratedTo() > beyond) {
        sum += (double) value.getValueIteratedTo() * value.getCountAtValueIteratedTo();
        count += value.getCountAtValueIteratedTo();
      }
    }
    return count == 0 ? Duration.ZERO : Duration.ofNanos(Math.round(sum / count - beyond) * 1000);
  }

  void clear() {
    newer.reset();
    older.reset();
  }

  private Histogram window() {
    rotate();
    var both = newer.copy();
    both.add(older);
    return both;
  }

  private void rotate() {
    long late = nanos.getAsLong() - turnAt;
    if (late < 0) {
      return;
    }
    var reused = older;
    older = newer;
    newer = reused;
    newer.reset();
    if (late >= halfNanos) {
      older.reset();
    }
    turnAt += (late / halfNanos + 1) * halfNanos;
  }
}
