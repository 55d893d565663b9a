package io.distributedlab.week52;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * When to hedge: at the {@code q}-quantile of the first attempts of the last 10 s, within 5 to 1000
 * ms. By definition the share 1 - q of the requests is then hedged, whatever the latencies are.
 *
 * <p>A first attempt that is cancelled counts with the time it had lasted. That time is at least
 * the delay, so it falls beyond the quantile where the true value would have fallen too, and the
 * rank is not biased. Until {@value #NEEDED} first attempts are known the delay is 200 ms: late
 * rather than early, because an early hedge costs load and a late one only a chance.
 *
 * <p>Source: Jeffrey Dean and Luiz André Barroso, "The Tail at Scale" (2013): "deferred until the
 * 95th-percentile expected latency" limits the extra load to about 5 %.
 */
final class AdaptiveDelay {
  private static final Duration INITIAL = Duration.ofMillis(200);
  private static final Duration LEAST = Duration.ofMillis(5);
  private static final Duration MOST = Duration.ofSeconds(1);
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration REFRESH = Duration.ofMillis(200);
  private static final int NEEDED = 100;

  private final DoubleSupplier q;
  private final LongSupplier nanos;
  private final SlidingQuantile firstAttempts;
  private Duration delay = INITIAL;
  private long staleAt;

  AdaptiveDelay(DoubleSupplier q, LongSupplier nanos) {
    this.q = q;
    this.nanos = nanos;
    this.firstAttempts = new SlidingQuantile(WINDOW, nanos);
    this.staleAt = nanos.getAsLong();
  }

  /** A first attempt took this long, or had when it was cancelled. */
  void observe(Duration firstAttempt) {
    firstAttempts.record(firstAttempt);
  }

  /** At most 200 ms old. */
  Duration current() {
    if (nanos.getAsLong() - staleAt >= 0) {
      delay = firstAttempts.count() < NEEDED ? INITIAL : clamp(firstAttempts.quantile(q()));
      staleAt = nanos.getAsLong() + REFRESH.toNanos();
    }
    return delay;
  }

  /** How much longer a first attempt lasts on average that has lasted this long. */
  Duration expectedRest(Duration elapsed) {
    return firstAttempts.meanExcess(elapsed);
  }

  void forget() {
    firstAttempts.clear();
    delay = INITIAL;
  }

  private double q() {
    return q.getAsDouble();
  }

  private static Duration clamp(Duration value) {
    return value.compareTo(LEAST) < 0 ? LEAST : value.compareTo(MOST) > 0 ? MOST : value;
  }
}
