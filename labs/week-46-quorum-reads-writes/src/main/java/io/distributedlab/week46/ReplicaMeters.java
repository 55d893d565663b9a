package io.distributedlab.week46;

import io.distributedlab.service.Service;
import io.distributedlab.service.faults.Faults;
import io.distributedlab.service.knobs.Knobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What a replica counts and times. */
final class ReplicaMeters {
  private final Service service;
  private final MeterRegistry meters;
  private final Counter hints;
  private final Timer reads;
  private final Timer writes;

  ReplicaMeters(Service service, DurableStore store, HintStore hintStore) {
    this.service = service;
    this.meters = service.telemetry().meters();
    this.hints = meters.counter("quorum.hints.stored");
    this.reads = meters.timer("quorum.replica.work", "op", "read");
    this.writes = meters.timer("quorum.replica.work", "op", "write");
    meters.gauge("quorum.replica.keys", store, s -> s.entries().size());
    meters.gauge("quorum.hints.pending", hintStore, HintStore::size);
    fault("hang", faults -> faults.get(Faults.HANG) ? 1 : 0);
    fault("error", faults -> faults.get(Faults.ERROR_RATE));
    fault("slow", faults -> faults.get(Faults.LATENCY).toMillis() > 0 ? 1 : 0);
  }

  void hintStored() {
    hints.increment();
  }

  <T> Future<T> read(Supplier<Future<T>> work) {
    return timed(reads, work);
  }

  <T> Future<T> write(Supplier<Future<T>> work) {
    return timed(writes, work);
  }

  private <T> Future<T> timed(Timer timer, Supplier<Future<T>> work) {
    long started = service.clock().nanos();
    return work.get()
        .onSuccess(done -> timer.record(Duration.ofNanos(service.clock().nanos() - started)));
  }

  private void fault(String kind, ToDoubleFunction<Knobs> share) {
    meters.gauge("quorum.replica.fault", Tags.of("kind", kind), service.faults().knobs(), share);
  }
}
