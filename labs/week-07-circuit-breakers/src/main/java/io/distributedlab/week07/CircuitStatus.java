package io.distributedlab.week07;

import io.distributedlab.service.knobs.Knob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The circuits of a client, as {@code GET /circuit/status} shows them. The upper half is about the
 * circuit that changed last, or about all: the state is what a caller meets, counts are sums.
 *
 * @param retryAfterMs until the first circuit lets a probe through; 0 when one is not open
 * @param lastFailureTime ISO 8601, null before the first failure
 */
record CircuitStatus(
    String policy,
    String circuitState,
    int failureCount,
    int successCount,
    int failureThreshold,
    int successThreshold,
    int timeoutSeconds,
    long retryAfterMs,
    @Nullable String lastFailureTime,
    String lastStateChange,
    double secondsSinceStateChange,
    List<Breaker> breakers) {
  /**
   * One circuit.
   *
   * @param failureRate percent of the window, as {@code slowRate}
   * @param reopened how many times in a row it has opened
   */
  record Breaker(
      String target,
      String state,
      long generation,
      int windowCalls,
      double failureRate,
      double slowRate,
      int reopened,
      long remainingMs) {
    static Breaker of(Snapshot breaker) {
      return new Breaker(
          breaker.target(),
          Knob.wireName(breaker.state()),
          breaker.generation(),
          breaker.window().calls(),
          breaker.window().failureRate(),
          breaker.window().slowRate(),
          breaker.reopened(),
          breaker.remainingMs());
    }
  }

  static CircuitStatus of(Variant variant, Policy policy, BreakerSettings settings, Instant now) {
    var all = policy.snapshots();
    var changed = all.stream().map(Snapshot::lastChange).max(Instant::compareTo).orElse(now);
    return new CircuitStatus(
        Knob.wireName(variant),
        Knob.wireName(policy.state()),
        all.stream().mapToInt(Snapshot::failures).sum(),
        all.stream().mapToInt(Snapshot::successes).sum(),
        settings.failureThreshold(),
        settings.successThreshold(),
        Math.toIntExact(settings.openFor().toSeconds()),
        all.stream().mapToLong(Snapshot::remainingMs).min().orElse(0),
        lastFailure(all),
        changed.toString(),
        Duration.between(changed, now).toMillis() / 1000.0,
        all.stream().map(Breaker::of).toList());
  }

  private static @Nullable String lastFailure(List<Snapshot> all) {
    @Nullable Instant last = null;
    for (var breaker : all) {
      var failure = breaker.lastFailure();
      if (failure != null && (last == null || failure.isAfter(last))) {
        last = failure;
      }
    }
    return last == null ? null : last.toString();
  }
}
