package io.distributedlab.week07;

import io.distributedlab.service.http.Problem;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.circuitbreaker.TimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The breaker of Vert.x for all backends, as it is. It opens at failure_threshold failures within
 * ten seconds: a count, not a rate, so a busy client opens on a share of failures that a quiet one
 * would bear. Slow calls do not count until they time out. It half-opens by a timer after open.ms
 * and lets one call through.
 *
 * <p>Its own timeout does not cancel the call; the client does that. Source: Vert.x 5
 * documentation, "Circuit Breaker".
 */
final class VertxPolicy implements Policy {
  private static final long FAILURES_WINDOW_MS = 10_000;

  private final BreakerSpec spec;
  private final List<String> backends;
  private final CircuitBreaker breaker;
  private final Circuit circuit;
  private int turn;
  private long openedAt;
  private boolean retired;

  VertxPolicy(Vertx vertx, List<String> backends, BreakerSpec spec) {
    this.spec = spec;
    this.backends = List.copyOf(backends);
    this.circuit = new Circuit(spec);
    this.breaker =
        CircuitBreaker.create(spec.target(), vertx, options(spec.settings()))
            .<Object>failurePolicy(ended -> Outcome.of(ended.cause()).failed())
            .openHandler(opened -> open())
            .halfOpenHandler(halfOpened -> move(State.HALF_OPEN, Reason.STOCK))
            .closeHandler(closed -> move(State.CLOSED, Reason.STOCK));
  }

  private static CircuitBreakerOptions options(BreakerSettings settings) {
    return new CircuitBreakerOptions()
        .setMaxFailures(settings.failureThreshold())
        .setFailuresRollingWindow(FAILURES_WINDOW_MS)
        .setTimeout(settings.timeout().toMillis())
        .setResetTimeout(settings.open().toMillis());
  }

  @Override
  public <T> Future<T> call(Function<String, Future<T>> send) {
    return breaker
        .execute(() -> callNext(send))
        .recover(failure -> Future.failedFuture(told(failure)));
  }

  private <T> Future<T> callNext(Function<String, Future<T>> send) {
    var backend = backends.get(turn);
    turn = (turn + 1) % backends.size();
    var started = now();
    return send.apply(backend)
        .onComplete(done -> called(backend, Outcome.of(done.cause()), now() - started));
  }

  private void called(String backend, Outcome outcome, long nanos) {
    if (outcome.failed()) {
      circuit.failed();
    }
    spec.listener().called(backend, new Result(outcome, Duration.ofNanos(nanos)));
  }

  private Problem told(Throwable failure) {
    return switch (failure) {
      case OpenCircuitException open -> {
        spec.listener().refused(spec.target(), circuit.state(), remaining());
        yield Refusal.of(spec.target(), circuit.state(), remaining());
      }
      case TimeoutException late -> Problem.peerLate(spec.target(), spec.settings().timeout());
      default -> Problem.from(failure);
    };
  }

  private void open() {
    openedAt = now();
    move(State.OPEN, Reason.STOCK);
  }

  private void move(State to, Reason why) {
    if (retired) {
      return;
    }
    var failures = Math.toIntExact(breaker.failureCount());
    var left = to == State.OPEN ? remaining() : Duration.ZERO;
    circuit.move(to, why, new Counts(failures, failures, 0), left);
  }

  private Duration remaining() {
    var left = spec.settings().open().toNanos() - (now() - openedAt);
    return Duration.ofNanos(Math.max(0, left));
  }

  private long now() {
    return spec.clock().nanos();
  }

  @Override
  public List<Snapshot> snapshots() {
    var failures = Math.toIntExact(breaker.failureCount());
    var left = circuit.state() == State.OPEN ? remaining() : Duration.ZERO;
    return List.of(circuit.snapshot(failures, 0, Counts.NONE, 0, left));
  }

  @Override
  public void retire(Reason why) {
    retired = true;
    breaker.close();
    circuit.move(State.CLOSED, why, Counts.NONE, Duration.ZERO);
  }
}
