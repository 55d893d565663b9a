package io.distributedlab.week12;

import io.distributedlab.service.knobs.Knob;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What an instance counts and times. */
final class CacheMeters {
  private final MeterRegistry meters;
  private final Timer loads;
  private final Counter stampedes;
  private final Counter stale;
  private final DistributionSummary leads;

  CacheMeters(MeterRegistry meters) {
    this.meters = meters;
    this.loads = meters.timer("cache.load");
    this.stampedes = meters.counter("cache.stampede");
    this.stale = meters.counter("cache.stale.served");
    this.leads =
        DistributionSummary.builder("cache.early.lead")
            .baseUnit("ms")
            .serviceLevelObjectives(50, 100, 200, 400, 800, 1600, 3200)
            .register(meters);
  }

  void loadsUnderWay(Herd herd) {
    meters.gauge("cache.loads.concurrent", herd, Herd::underWay);
  }

  /**
   * @param status a {@link CacheStatus}, {@code not-found}, {@code timeout} or {@code error}
   */
  void request(Variant strategy, String status, Duration took) {
    meters
        .counter("cache.requests", "strategy", Knob.wireName(strategy), "status", status)
        .increment();
    meters.timer("cache.request", "strategy", Knob.wireName(strategy)).record(took);
    if (status.equals(Knob.wireName(CacheStatus.STALE))) {
      stale.increment();
    }
  }

  void load(Variant strategy, Reason reason) {
    meters
        .counter(
            "cache.loads", "strategy", Knob.wireName(strategy), "reason", Knob.wireName(reason))
        .increment();
  }

  void loadTook(Duration took) {
    loads.record(took);
  }

  void stampede() {
    stampedes.increment();
  }

  void waited(Variant strategy, Duration time) {
    meters.timer("cache.wait", "strategy", Knob.wireName(strategy)).record(time);
  }

  /**
   * @param result {@code acquired}, {@code waited}, {@code timeout}, {@code lost} or {@code wrong}
   */
  void lock(String result) {
    meters.counter("cache.lock", "result", result).increment();
  }

  /**
   * @param result {@code fill}, {@code wait}, {@code stored}, {@code rejected} or {@code timeout}
   */
  void lease(String result) {
    meters.counter("cache.lease", "result", result).increment();
  }

  /** How long before its expiry a value was loaded anew. */
  void early(double leadMs) {
    leads.record(leadMs);
  }
}
