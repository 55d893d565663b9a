package io.distributedlab.week52;

import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Yours to write, exercise 5: where the strategy {@code yours} sends its attempts. For now first
 * attempts go round, and others to the least loaded backend, however slow it is.
 */
final class YourRotation implements Rotation {
  /**
   * @param ejection how long an outlier is left out
   * @param nanos a monotonic clock, in ns
   */
  YourRotation(Supplier<Duration> ejection, LongSupplier nanos) {}

  @Override
  public void observe(int backend, Duration firstAttempt) {}

  @Override
  public int first(BackendSelector backends) {
    return backends.next();
  }

  @Override
  public int another(BackendSelector backends, Collection<Integer> tried) {
    return backends.leastLoaded(tried);
  }
}
