package io.distributedlab.week52;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Yours to mend, exercise 4: when the strategy {@code yours} makes another attempt. For now at the
 * quantile of all first attempts, so one slow backend of three drags it along.
 */
final class YourDelay implements HedgeDelay {
  private final AdaptiveDelay all;

  /**
   * @param quantile the knob, 0..1
   * @param nanos a monotonic clock, in ns
   */
  YourDelay(DoubleSupplier quantile, LongSupplier nanos) {
    this.all = new AdaptiveDelay(quantile, nanos);
  }

  @Override
  public void observe(int backend, Duration firstAttempt) {
    all.observe(firstAttempt);
  }

  @Override
  public Duration current() {
    return all.current();
  }
}
