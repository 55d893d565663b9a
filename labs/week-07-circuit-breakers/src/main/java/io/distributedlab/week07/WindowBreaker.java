package io.distributedlab.week07;

import io.distributedlab.week07.BreakerListener.Ignored;
import java.time.Duration;
import java.util.Optional;

/**
 * A breaker that looks at rates.
 *
 * <pre>
 * CLOSED    -> OPEN       at least min.calls results in the window, and
 *                         failed >= failure.rate % or slow >= slow.rate %
 * OPEN      -> HALF_OPEN  a call, when the open time d is over (see {@link OpenTime})
 * HALF_OPEN -> CLOSED     halfopen.permits probes have succeeded; the window is empty again
 * HALF_OPEN -> OPEN       a probe failed or was slow; d doubles
 * </pre>
 *
 * <p>Each transition begins a generation, and a result whose permit is of an older one is ignored.
 * Half-open has {@code halfopen.permits} permits, in flight or used; a probe that says nothing
 * (4xx, cancelled, no slot) gives its permit back. So every call must end: with a timeout.
 *
 * <p>Source: Resilience4j, "CircuitBreaker" (windows, minimum number of calls, slow calls).
 *
 * <p>When it fails: callers so rare that the window never holds min.calls; a target that fails for
 * some requests only, where it turns away all of them.
 */
final class WindowBreaker implements Breaker {
  private final BreakerSpec spec;
  private final BreakerSettings settings;
  private final OpenTime openTime;
  private final Circuit circuit;
  private Window window;
  private long openUntil;
  private int reopened;
  private int permits;
  private int succeeded;

  WindowBreaker(BreakerSpec spec) {
    this.spec = spec;
    this.settings = spec.settings();
    this.openTime = new OpenTime(settings.open(), spec.random());
    this.circuit = new Circuit(spec);
    this.window = Window.of(settings, now());
  }

  @Override
  public Optional<Permit> tryAcquire() {
    if (circuit.state() == State.OPEN && now() - openUntil >= 0) {
      move(State.HALF_OPEN, Reason.OPEN_TIME_OVER);
    }
    return switch (circuit.state()) {
      case CLOSED -> Optional.of(new Permit(circuit.generation(), false));
      case OPEN -> Optional.empty();
      case HALF_OPEN -> probe();
    };
  }

  private Optional<Permit> probe() {
    if (permits == settings.permits()) {
      return Optional.empty();
    }
    permits++;
    return Optional.of(new Permit(circuit.generation(), true));
  }

  @Override
  public void onResult(Permit permit, Result result) {
    if (!permit.spend()) {
      return;
    }
    if (!isCurrent(permit)) {
      spec.listener().ignored(Ignored.GENERATION);
    } else if (!result.outcome().counts()) {
      spec.listener().ignored(Ignored.EXCLUDED);
      permits -= permit.probe() ? 1 : 0;
    } else {
      judge(permit, result);
    }
  }

  /** Whether the circuit is still in the state that gave this permit. */
  boolean isCurrent(Permit permit) {
    return permit.generation() == circuit.generation();
  }

  private void judge(Permit permit, Result result) {
    var slow = result.slow(settings.slow());
    if (result.outcome().failed()) {
      circuit.failed();
    }
    window.record(now(), result.outcome().failed(), slow);
    if (permit.probe()) {
      judgeProbe(result.outcome(), result.outcome().failed() || slow);
    } else {
      judgeWindow(window.counts(now()));
    }
  }

  private void judgeProbe(Outcome outcome, boolean bad) {
    spec.listener().probed(outcome);
    if (bad) {
      open(Reason.PROBE_FAILED, openTime.next(reopened + 1));
    } else if (++succeeded == settings.permits()) {
      close(Reason.PROBES_SUCCEEDED);
    }
  }

  private void judgeWindow(Counts seen) {
    if (seen.calls() < settings.minCalls()) {
      return;
    }
    if (seen.failureRate() >= settings.failureRate()) {
      open(Reason.FAILURE_RATE, openTime.next(1));
    } else if (seen.slowRate() >= settings.slowRate()) {
      open(Reason.SLOW_RATE, openTime.next(1));
    }
  }

  /** Opens for this long. */
  void open(Reason why, Duration time) {
    reopened++;
    openUntil = now() + time.toNanos();
    move(State.OPEN, why);
  }

  @Override
  public void reset(Reason why) {
    close(why);
  }

  private void close(Reason why) {
    reopened = 0;
    move(State.CLOSED, why);
  }

  private void move(State to, Reason why) {
    var seen = window.counts(now());
    window = Window.of(settings, now());
    permits = 0;
    succeeded = 0;
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
    var seen = window.counts(now());
    var left = circuit.state() == State.OPEN ? remaining() : Duration.ZERO;
    return circuit.snapshot(seen.failed(), seen.calls() - seen.failed(), seen, reopened, left);
  }
}
