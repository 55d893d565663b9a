package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knobs;
import java.time.Duration;

/**
 * Another attempt when {@code delay_ms} have passed without a success, then one more, up to {@code
 * max_hedges}. For a service time X, independent copies and one hedge:
 *
 * <pre>
 * extra load  = P(X > d)
 * P(L > t)    = P(X > t)               for t < d
 *             = P(X > t) P(X > t - d)  from d on
 * </pre>
 *
 * <p>When it fails: in overload every attempt is later than the delay, so the load doubles just
 * when there is too much of it.
 */
final class HedgeFixed implements Strategy {
  private final Knobs knobs;

  HedgeFixed(Knobs knobs) {
    this.knobs = knobs;
  }

  @Override
  public int extra() {
    return knobs.get(Week52Knobs.MAX_HEDGES);
  }

  @Override
  public Duration delay() {
    return knobs.get(Week52Knobs.DELAY);
  }
}
