package io.distributedlab.week51;

import static io.distributedlab.week51.Week51Knobs.C_CAPACITY;
import static io.distributedlab.week51.Week51Knobs.C_MODE;
import static io.distributedlab.week51.Week51Knobs.C_QUEUE;
import static io.distributedlab.week51.Week51Knobs.C_SLOW;
import static io.distributedlab.week51.Week51Knobs.C_SLOW_SHARE;
import static io.distributedlab.week51.Week51Knobs.C_WORK;
import static io.distributedlab.week51.Week51Knobs.VARIANT;

import io.distributedlab.service.Service;
import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.knobs.Knobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The end of the chain, service-c: a few slots with one queue in front, and it can be slow. */
public final class CapacityVerticle extends VerticleBase {
  private final Service service;
  private final Station station;
  private final RandomGenerator random = new SplittableRandom();
  private final Counter slowRequests;

  CapacityVerticle(
      Service service,
      Function<DeadlineVariant, DeadlinePolicy> policies,
      Function<LongSupplier, Slots.Line> yourLine) {
    this.service = service;
    var meters = service.telemetry().meters();
    this.slowRequests = meters.counter("c.slow.requests");
    var parts =
        new Station.Parts(
            this::work,
            () -> service.knobs().get(C_MODE),
            Optional.of(slots(service.knobs(), yourLine.apply(service.clock()::nanos), meters)),
            Optional.empty());
    this.station = new Station(service, parts, policies);
  }

  @Override
  public Future<?> start() {
    var http = new StationRoutes(station, C_WORK, C_MODE).addTo(service.http());
    return new WorkOrders(station)
        .serve()
        .compose(known -> new SlowMode(service.knobs()).addTo(http).listen());
  }

  private Duration work() {
    var values = service.knobs().values();
    var slow = values.get(C_SLOW);
    if (slow.isZero() || random.nextDouble() >= values.get(C_SLOW_SHARE)) {
      return values.get(C_WORK);
    }
    slowRequests.increment();
    return values.get(C_WORK).plus(slow);
  }

  private static Slots slots(Knobs knobs, Slots.Line yours, MeterRegistry meters) {
    var line = new TwoLines(yours, () -> knobs.get(VARIANT) == DeadlineVariant.YOURS);
    var slots = new Slots(() -> knobs.get(C_CAPACITY), () -> knobs.get(C_QUEUE), line);
    meters.gauge("c.slots.busy", slots, Slots::busy);
    meters.gauge("c.queue", slots, Slots::queued);
    return slots;
  }
}
