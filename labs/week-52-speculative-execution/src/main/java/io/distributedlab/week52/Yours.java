package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.service.time.Clock;
import io.distributedlab.week52.Choice.Reason;
import java.time.Duration;

/**
 * The learner's: another attempt when {@link YourDelay} says, at the backend that {@link
 * YourRotation} says, and within the budget of {@link HedgeBudget}.
 */
final class Yours implements Strategy {
  private final Knobs knobs;
  private final TokenBucket tokens;
  private final HedgeDelay delay;
  private final Rotation rotation;

  Yours(Knobs knobs, TokenBucket tokens, HedgeDelay delay, Rotation rotation) {
    this.knobs = knobs;
    this.tokens = tokens;
    this.delay = delay;
    this.rotation = rotation;
  }

  /** With the two classes as they are now. */
  static Yours of(Knobs knobs, TokenBucket tokens, Clock clock) {
    return new Yours(
        knobs,
        tokens,
        new YourDelay(() -> knobs.get(Week52Knobs.QUANTILE), clock::nanos),
        new YourRotation(() -> knobs.get(Week52Knobs.EJECT), clock::nanos));
  }

  @Override
  public void admit() {
    tokens.earn();
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
  public int first(BackendSelector backends) {
    return rotation.first(backends);
  }

  @Override
  public Choice another(BackendSelector backends, Trail trail) {
    if (trail.overloaded()) {
      return Choice.none(Reason.LOAD);
    }
    return tokens.tryTake()
        ? Choice.at(rotation.another(backends, trail.tried()))
        : Choice.none(Reason.BUDGET);
  }

  @Override
  public void observe(int backend, Duration firstAttempt) {
    delay.observe(backend, firstAttempt);
    rotation.observe(backend, firstAttempt);
  }
}
