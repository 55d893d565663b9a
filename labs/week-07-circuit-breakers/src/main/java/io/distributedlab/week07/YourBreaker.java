package io.distributedlab.week07;

import java.time.Duration;
import java.util.Optional;

/**
 * Yours to write: the policy {@code yours}. Until then it lets everything through, like {@link
 * NoBreaker}.
 *
 * <p>What is here: {@code circuit} has the state, its generation and {@code move} to change it;
 * {@code spec} has the settings, a monotonic clock and a random generator. What is missing: when to
 * open, when to probe, how many probes, whose results count.
 */
final class YourBreaker implements Breaker {
  private final Circuit circuit;

  YourBreaker(BreakerSpec spec) {
    circuit = new Circuit(spec);
  }

  @Override
  public Optional<Permit> tryAcquire() {
    return Optional.of(new Permit(circuit.generation(), false));
  }

  @Override
  public void onResult(Permit permit, Result result) {
    if (result.outcome().failed()) {
      circuit.failed();
    }
  }

  @Override
  public void reset(Reason why) {
    circuit.move(State.CLOSED, why, Counts.NONE, Duration.ZERO);
  }

  @Override
  public Snapshot snapshot() {
    return circuit.snapshot(0, 0, Counts.NONE, 0, Duration.ZERO);
  }
}
