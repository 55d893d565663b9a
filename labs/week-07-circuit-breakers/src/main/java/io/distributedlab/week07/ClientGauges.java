package io.distributedlab.week07;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a client is like now, read when it is scraped. A target that the current policy has no
 * circuit for is not a number.
 */
final class ClientGauges {
  private final MeterRegistry meters;
  private final Policies policies;

  ClientGauges(MeterRegistry meters, Policies policies) {
    this.meters = meters;
    this.policies = policies;
  }

  void of(List<String> targets, OutboundSlots slots) {
    Gauge.builder("lab07.slots.used", slots, OutboundSlots::used).register(meters);
    for (var target : targets) {
      add("lab07.state", target, breaker -> breaker.state().level());
      add("lab07.failures", target, Snapshot::failures);
      add("lab07.successes", target, Snapshot::successes);
      add("lab07.failure.rate", target, breaker -> breaker.window().failureRate() / 100);
      add("lab07.slow.rate", target, breaker -> breaker.window().slowRate() / 100);
    }
  }

  private void add(String name, String target, ToDoubleFunction<Snapshot> value) {
    Gauge.builder(name, policies, current -> read(current, target, value))
        .tag("target", target)
        .strongReference(true)
        .register(meters);
  }

  private static double read(Policies policies, String target, ToDoubleFunction<Snapshot> value) {
    return policies.current().snapshots().stream()
        .filter(breaker -> breaker.target().equals(target))
        .mapToDouble(value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
