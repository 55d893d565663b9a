package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knobs;
import java.time.Duration;

/**
 * Another attempt when the {@code quantile} of recent first attempts has passed: about the share 1
 * - {@code quantile} of the requests, whatever the latencies are.
 *
 * <p>When it fails: the quantile follows a sudden slowness only after seconds, and until then every
 * request is hedged.
 */
final class HedgeAdaptive implements Strategy {
  private final Knobs knobs;
  private final AdaptiveDelay delay;

  HedgeAdaptive(Knobs knobs, AdaptiveDelay delay) {
    this.knobs = knobs;
    this.delay = delay;
  }

  @Override
  public int extra() {
    return knobs.get(Week52Knobs.MAX_HEDGES);
  }

  @Override
  public Duration delay() {
    return delay.current();
  }

  @Override
  public void observe(int backend, Duration firstAttempt) {
    delay.observe(firstAttempt);
  }
}
