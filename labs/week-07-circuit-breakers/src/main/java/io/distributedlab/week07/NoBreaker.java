package io.distributedlab.week07;

import java.time.Duration;
import java.util.Optional;

/** Lets everything through and counts. */
final class NoBreaker implements Breaker {
  private final Circuit circuit;
  private int failures;
  private int successes;

  NoBreaker(BreakerSpec spec) {
    circuit = new Circuit(spec);
  }

  @Override
  public Optional<Permit> tryAcquire() {
    return Optional.of(new Permit(circuit.generation(), false));
  }

  @Override
  public void onResult(Permit permit, Result result) {
    if (result.outcome().failed()) {
      failures++;
      circuit.failed();
    } else if (result.outcome().counts()) {
      successes++;
    }
  }

  @Override
  public void reset(Reason why) {
    failures = 0;
    successes = 0;
  }

  @Override
  public Snapshot snapshot() {
    return circuit.snapshot(failures, successes, Counts.NONE, 0, Duration.ZERO);
  }
}
