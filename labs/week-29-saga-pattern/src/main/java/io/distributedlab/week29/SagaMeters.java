package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the orchestrator counts, and its one log line for every transition of a saga. */
final class SagaMeters {
  private final Service service;
  private final MeterRegistry meters;
  private final Counter recovered;
  private final Counter fenced;
  private final AtomicLong active;
  private final AtomicLong parked;
  private final AtomicLong oldestMs;

  SagaMeters(Service service) {
    this.service = service;
    this.meters = service.telemetry().meters();
    this.recovered = meters.counter("saga.recovered");
    this.fenced = meters.counter("saga.fenced");
    this.active = meters.gauge("saga.active", new AtomicLong());
    this.parked = meters.gauge("saga.parked", new AtomicLong());
    this.oldestMs = new AtomicLong();
    meters.gauge("saga.age.max.seconds", oldestMs, age -> age.get() / 1000.0);
  }

  void started(Variant variant) {
    meters.counter("saga.started", "variant", variant.name()).increment();
  }

  void recovered() {
    recovered.increment();
  }

  void fenced() {
    fenced.increment();
  }

  /** How many sagas are under way, how many of them are parked, and how old the oldest is. */
  void open(long now, long parkedNow, double oldestSeconds) {
    active.set(now);
    parked.set(parkedNow);
    oldestMs.set(Math.round(oldestSeconds * 1000));
  }

  /** A saga has come from {@code before} by the outcome of a command to {@code now}. */
  void moved(Saga before, @Nullable UUID command, StepOutcome outcome, Saga now) {
    var step = before.step().name();
    if (outcome.kind() != StepOutcome.Kind.DONE && now.progress().attempt() > 0) {
      meters.counter("saga.retries", "step", step).increment();
    }
    if (outcome.kind() != StepOutcome.Kind.DONE && before.progress().forward()) {
      meters
          .counter("saga.step.failures", "step", step, "outcome", outcome.kind().tag())
          .increment();
    }
    if (outcome.kind() == StepOutcome.Kind.DONE && !before.progress().forward()) {
      meters.counter("saga.compensations", "step", step).increment();
    }
    if (now.progress().ended()) {
      ended(now);
    }
    log(before, command, now);
  }

  private void ended(Saga saga) {
    var failed = saga.progress().failedStep();
    switch (saga.progress().state()) {
      case COMPLETED -> meters.counter("saga.completed").increment();
      case FAILED -> meters.counter("saga.failed").increment();
      default ->
          meters
              .counter(
                  "saga.compensated",
                  "failed_step",
                  failed == null ? "none" : saga.definition().step(failed).name())
              .increment();
    }
  }

  private void log(Saga before, @Nullable UUID command, Saga now) {
    service
        .telemetry()
        .log()
        .info(
            "saga moved",
            Log.with("saga", before.id())
                .and("order", before.orderId())
                .and("step", before.step().name())
                .and("cmd_id", command == null ? "none" : command)
                .and("attempt", before.progress().attempt() + 1)
                .and("from", before.progress().state())
                .and("to", now.progress().state())
                .and("version", now.version()));
  }
}
