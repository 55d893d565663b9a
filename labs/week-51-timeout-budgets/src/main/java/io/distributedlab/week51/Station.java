package io.distributedlab.week51;

import io.distributedlab.service.Service;
import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.time.Clock;
import io.distributedlab.week51.Week51Knobs.Mode;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A service as its requests find it: what its work takes, whether that needs one of a few slots,
 * and which service comes next. The name is that of queueing networks, where a request visits one
 * station after the other.
 */
final class Station {
  /**
   * What differs between the services.
   *
   * @param work how long the next request's local work takes
   * @param mode whether deadlines are heeded
   */
  record Parts(
      Supplier<Duration> work,
      Supplier<Mode> mode,
      Optional<Slots> slots,
      Optional<NextService> next) {}

  private final Service service;
  private final Parts parts;
  private final Function<DeadlineVariant, DeadlinePolicy> policies;
  private final WorkEstimate local;
  private final WorkEstimate downstream;
  private final WorkLedger ledger;
  private final DeadlineMeters meters;

  Station(Service service, Parts parts, Function<DeadlineVariant, DeadlinePolicy> policies) {
    this.service = service;
    this.parts = parts;
    this.policies = policies;
    this.local = estimate("local");
    this.downstream = estimate("downstream");
    var registry = service.telemetry().meters();
    this.ledger = new WorkLedger(Clock.system(), registry);
    this.meters = new DeadlineMeters(registry);
  }

  /** Has a request pass this station. Fails with the problem that ended it early. */
  Future<Hop> serve(Arrival arrival) {
    return new Visit(this, arrival).run();
  }

  DeadlinePolicy policy(DeadlineVariant variant) {
    return parts.mode().get() == Mode.IGNORE ? new None() : policies.apply(variant);
  }

  String name() {
    return service.name();
  }

  Service service() {
    return service;
  }

  Duration work() {
    return parts.work().get();
  }

  Optional<Slots> slots() {
    return parts.slots();
  }

  Optional<NextService> next() {
    return parts.next();
  }

  /** What the local work takes. */
  WorkEstimate local() {
    return local;
  }

  /** What the work of all services behind this one takes, together. */
  WorkEstimate downstream() {
    return downstream;
  }

  WorkLedger ledger() {
    return ledger;
  }

  DeadlineMeters meters() {
    return meters;
  }

  private WorkEstimate estimate(String of) {
    var estimate =
        new WorkEstimate(
            service.clock(), () -> service.knobs().get(Week51Knobs.EST_FLOOR).toMillis());
    service
        .telemetry()
        .meters()
        .gauge("deadline.estimate.ms", Tags.of("of", of), estimate, WorkEstimate::millis);
    return estimate;
  }
}
