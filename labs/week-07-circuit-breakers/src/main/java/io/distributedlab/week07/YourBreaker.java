package io.distributedlab.week07;

import java.time.Duration;
import java.util.Optional;

/**
 * Yours to mend: the policy {@code yours}.
 *
 * <pre>
 * CLOSED    -> OPEN       failure_threshold failures in a row
 * OPEN      -> HALF_OPEN  a call, open.ms later
 * HALF_OPEN -> CLOSED     halfopen.permits successes
 * HALF_OPEN -> OPEN       any failure
 * </pre>
 *
 * <p>Exercise 4: a result counts in whatever state it finds, also when its call began two states
 * ago. Exercise 5: a half-open circuit lets everybody through.
 */
final class YourBreaker implements Breaker {
  private final BreakerSpec spec;
  private final Circuit circuit;
  private int failures;
  private int successes;
  private long openUntil;

  YourBreaker(BreakerSpec spec) {
    this.spec = spec;
    this.circuit = new Circuit(spec);
  }

  @Override
  public Optional<Permit> tryAcquire() {
    if (circuit.state() == State.OPEN && now() - openUntil >= 0) {
      move(State.HALF_OPEN, Reason.OPEN_TIME_OVER);
    }
    return switch (circuit.state()) {
      case CLOSED -> Optional.of(new Permit(circuit.generation(), false));
      case OPEN -> Optional.empty();
      case HALF_OPEN -> Optional.of(new Permit(circuit.generation(), true));
    };
  }

  @Override
  public void onResult(Permit permit, Result result) {
    if (!result.outcome().counts()) {
      return;
    }
    if (result.outcome().failed()) {
      failed();
    } else {
      succeeded();
    }
  }

  private void failed() {
    circuit.failed();
    failures++;
    if (circuit.state() == State.HALF_OPEN) {
      open(Reason.PROBE_FAILED);
    } else if (circuit.state() == State.CLOSED && failures >= spec.settings().failureThreshold()) {
      open(Reason.CONSECUTIVE_FAILURES);
    }
  }

  private void succeeded() {
    failures = 0;
    if (circuit.state() == State.HALF_OPEN && ++successes >= spec.settings().permits()) {
      move(State.CLOSED, Reason.PROBES_SUCCEEDED);
    }
  }

  private void open(Reason why) {
    openUntil = now() + spec.settings().open().toNanos();
    move(State.OPEN, why);
  }

  @Override
  public void reset(Reason why) {
    move(State.CLOSED, why);
  }

  private void move(State to, Reason why) {
    var seen = new Counts(failures, failures, 0);
    failures = 0;
    successes = 0;
    circuit.move(to, why, seen, to == State.OPEN ? remaining() : Duration.ZERO);
  }

  private Duration remaining() {
    return Duration.ofNanos(Math.max(0, openUntil - now()));
  }

  private long now() {
    return spec.clock().nanos();
  }

  @Override
  public Snapshot snapshot() {
    var left = circuit.state() == State.OPEN ? remaining() : Duration.ZERO;
    return circuit.snapshot(failures, successes, Counts.NONE, 0, left);
  }
}
