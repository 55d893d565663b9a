package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.week52.Choice.Reason;
import io.distributedlab.week52.Race.Kind;
import java.time.Duration;

/**
 * The adaptive delay, and three reasons against an extra attempt: a backend has said that it is
 * overloaded; the least loaded of the others has more in flight than the backend that is slow; or
 * the {@link TokenBucket} is empty. So extra attempts are at most {@code ratio × requests + burst},
 * whatever happens.
 */
final class HedgeBudget implements Strategy {
  private final Knobs knobs;
  private final AdaptiveDelay delay;
  private final TokenBucket tokens;

  HedgeBudget(Knobs knobs, AdaptiveDelay delay, TokenBucket tokens) {
    this.knobs = knobs;
    this.delay = delay;
    this.tokens = tokens;
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
  public Choice another(BackendSelector backends, Trail trail) {
    int idlest = backends.leastLoaded(trail.tried());
    boolean busier =
        trail.kind() == Kind.HEDGE && backends.inFlight(idlest) > backends.inFlight(trail.last());
    if (busier || trail.overloaded()) {
      return Choice.none(Reason.LOAD);
    }
    return tokens.tryTake() ? Choice.at(idlest) : Choice.none(Reason.BUDGET);
  }

  @Override
  public void observe(int backend, Duration firstAttempt) {
    delay.observe(firstAttempt);
  }
}
