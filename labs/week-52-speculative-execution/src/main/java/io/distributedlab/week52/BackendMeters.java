package io.distributedlab.week52;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.week52.Job.Phase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** What a backend counts and times. */
final class BackendMeters {
  private final MeterRegistry meters;
  private final Counter executions;
  private final Timer service;
  private final DistributionSummary wasted;

  BackendMeters(MeterRegistry meters, Slots slots) {
    this.meters = meters;
    this.executions = meters.counter("backend.executions");
    this.service = meters.timer("backend.service");
    this.wasted = meters.summary("hedge.wasted.ms");
    meters.gauge("backend.busy", slots, Slots::busy);
    meters.gauge("backend.queue", slots, Slots::queued);
  }

  void begun() {
    executions.increment();
  }

  void served(Duration time) {
    service.record(time);
  }

  void cancelled(Phase phase) {
    meters.counter("hedge.cancelled", "phase", phase.name().toLowerCase(Locale.ROOT)).increment();
  }

  /** Went on for so long after its caller had left. */
  void wasted(Duration beyond) {
    wasted.record(beyond.toNanos() / 1e6);
  }
}
