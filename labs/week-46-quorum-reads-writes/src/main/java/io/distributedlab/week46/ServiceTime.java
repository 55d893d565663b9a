package io.distributedlab.week46;

import io.distributedlab.service.Service;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long a replica works on a request: uniform in a range of its own, in whole ms. Writes can be
 * made slower by a random part, the fault {@code write_jitter_ms}.
 */
final class ServiceTime {
  /** Bounds in ms, both included. */
  record Range(int low, int high) {}

  static final Map<String, Range> RANGES =
      Map.of(
          "replica-1", new Range(5, 20),
          "replica-2", new Range(10, 30),
          "replica-3", new Range(8, 25),
          "replica-4", new Range(15, 40),
          "replica-5", new Range(12, 35));

  private static final Knob<Duration> WRITE_JITTER =
      Knob.millis("write_jitter_ms", 0, 0, 60_000, "random part added to the work of a write");

  private final Service service;
  private final Range range;
  private final RandomGenerator random;

  ServiceTime(Service service, RandomGenerator random) {
    this.service = service;
    this.range = Objects.requireNonNull(RANGES.get(service.name()), service.name());
    this.random = random;
    service.faults().knobs().declare(WRITE_JITTER);
  }

  /** Done when a read has been worked on. */
  Future<?> ofRead() {
    return pass(work());
  }

  /** Done when a write has been worked on. */
  Future<?> ofWrite() {
    var jitter = service.faults().knobs().get(WRITE_JITTER).toMillis();
    return pass(work() + random.nextLong(jitter + 1));
  }

  private long work() {
    var scale = service.knobs().get(Week46Knobs.LATENCY_SCALE);
    return Math.round(scale * random.nextInt(range.low(), range.high() + 1));
  }

  private Future<?> pass(long millis) {
    return millis == 0 ? Future.succeededFuture() : service.vertx().timer(millis);
  }
}
