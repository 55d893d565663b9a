package io.distributedlab.week07;

import java.time.Duration;
import java.util.Optional;

/**
 * Adaptive throttling: over the last ten seconds, a call is rejected with
 *
 * <pre>p = max(0, (requests − K · accepts) / (requests + 1))</pre>
 *
 * where requests are all that callers wanted, the rejected ones included, and accepts those that
 * the backend answered without failing. It has no states: with every backend dead, p approaches 1
 * but some calls always go through, so it notices a recovery by itself. K = 2 sends up to twice as
 * much as the backend accepts.
 *
 * <p>Source: Alejandro Forero Cuervo, "Handling Overload", in "Site Reliability Engineering"
 * (2016).
 */
final class Throttle implements Breaker {
  private final BreakerSpec spec;
  private final Circuit circuit;
  private BucketedCounter requests;
  private BucketedCounter accepts;

  Throttle(BreakerSpec spec) {
    this.spec = spec;
    this.circuit = new Circuit(spec);
    this.requests = new BucketedCounter(now());
    this.accepts = new BucketedCounter(now());
  }

  @Override
  public Optional<Permit> tryAcquire() {
    var rejected = spec.random().nextDouble() < rejection();
    requests.add(now(), 1);
    return rejected ? Optional.empty() : Optional.of(new Permit(circuit.generation(), false));
  }

  @Override
  public void onResult(Permit permit, Result result) {
    if (!result.outcome().counts()) {
      spec.listener().ignored(BreakerListener.Ignored.EXCLUDED);
      requests.add(now(), -1);
    } else if (result.outcome().failed()) {
      circuit.failed();
    } else {
      accepts.add(now(), 1);
    }
  }

  /** The probability with which the next call is rejected. */
  double rejection() {
    var wanted = requests.total(now());
    return Math.max(
        0, (wanted - spec.settings().throttleK() * accepts.total(now())) / (wanted + 1));
  }

  @Override
  public void reset(Reason why) {
    requests = new BucketedCounter(now());
    accepts = new BucketedCounter(now());
  }

  private long now() {
    return spec.clock().nanos();
  }

  @Override
  public Snapshot snapshot() {
    var wanted = requests.total(now());
    var accepted = accepts.total(now());
    var notAccepted = Math.max(0, wanted - accepted);
    var seen = new Counts(Math.max(0, wanted), notAccepted, 0);
    return circuit.snapshot(notAccepted, accepted, seen, 0, Duration.ZERO);
  }
}
