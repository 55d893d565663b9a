package io.distributedlab.week07;

import java.time.Duration;
import java.util.Optional;

/**
 * The breaker of many a first implementation.
 *
 * <pre>
 * CLOSED    -> OPEN       failure_threshold failures in a row
 * OPEN      -> HALF_OPEN  a call, timeout_seconds after the last failure
 * HALF_OPEN -> CLOSED     success_threshold successes
 * HALF_OPEN -> OPEN       any failure
 * </pre>
 *
 * <p>With a share p of failures it takes (p^−n − 1) / (1 − p) calls on average to see n in a row
 * (Feller, "An Introduction to Probability Theory and Its Applications", XIII.7): 62 at p = 0.5 and
 * 586 at p = 0.3 for n = 5.
 *
 * <p>When it fails: half-open lets every caller through; a result counts in whatever state it
 * finds, also when its call began two states ago; a late failure makes the open time longer; it
 * hardly ever opens on partial failure.
 */
final class ConsecutiveBreaker implements Breaker {
  private final BreakerSpec spec;
  private final Circuit circuit;
  private int failures;
  private int successes;
  private int reopened;
  private long failedAt;

  ConsecutiveBreaker(BreakerSpec spec) {
    this.spec = spec;
    this.circuit = new Circuit(spec);
  }

  @Override
  public Optional<Permit> tryAcquire() {
    if (circuit.state() == State.OPEN && remaining().isZero()) {
      move(State.HALF_OPEN, Reason.OPEN_TIME_OVER);
    }
    return circuit.state() == State.OPEN
        ? Optional.empty()
        : Optional.of(new Permit(circuit.generation(), circuit.state() == State.HALF_OPEN));
  }

  @Override
  public void onResult(Permit permit, Result result) {
    if (!result.outcome().counts()) {
      spec.listener().ignored(BreakerListener.Ignored.EXCLUDED);
      return;
    }
    if (permit.probe()) {
      spec.listener().probed(result.outcome());
    }
    if (result.outcome().failed()) {
      fail();
    } else {
      succeed();
    }
  }

  private void fail() {
    failures++;
    circuit.failed();
    failedAt = spec.clock().nanos();
    if (circuit.state() == State.HALF_OPEN) {
      reopened++;
      move(State.OPEN, Reason.PROBE_FAILED);
    } else if (circuit.state() == State.CLOSED && failures >= spec.settings().failureThreshold()) {
      reopened = 1;
      move(State.OPEN, Reason.CONSECUTIVE_FAILURES);
    }
  }

  private void succeed() {
    failures = 0;
    if (circuit.state() == State.HALF_OPEN && ++successes >= spec.settings().successThreshold()) {
      move(State.CLOSED, Reason.PROBES_SUCCEEDED);
    }
  }

  @Override
  public void reset(Reason why) {
    failures = 0;
    move(State.CLOSED, why);
  }

  private void move(State to, Reason why) {
    successes = 0;
    var left = to == State.OPEN ? remaining() : Duration.ZERO;
    circuit.move(to, why, new Counts(failures, failures, 0), left);
  }

  private Duration remaining() {
    var left = spec.settings().openFor().toNanos() - (spec.clock().nanos() - failedAt);
    return Duration.ofNanos(Math.max(0, left));
  }

  @Override
  public Snapshot snapshot() {
    var left = circuit.state() == State.OPEN ? remaining() : Duration.ZERO;
    return circuit.snapshot(failures, successes, Counts.NONE, reopened, left);
  }
}
