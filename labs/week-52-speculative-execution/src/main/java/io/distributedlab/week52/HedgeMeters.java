package io.distributedlab.week52;

import io.distributedlab.week52.Hedged.Result;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** What the hedger counts and times. */
final class HedgeMeters {
  private final MeterRegistry meters;
  private final Timer primary;
  private final DistributionSummary wasted;

  HedgeMeters(MeterRegistry meters) {
    this.meters = meters;
    this.primary = meters.timer("hedge.primary");
    this.wasted = meters.summary("hedge.wasted.ms");
  }

  void request(Variant variant, Result result, Duration latency) {
    meters
        .timer("hedge.requests", "strategy", Hedged.tag(variant), "result", result.tag())
        .record(latency);
  }

  void attempt(Variant variant, int backend, Race.Kind kind) {
    meters
        .counter(
            "hedge.attempts",
            "strategy",
            Hedged.tag(variant),
            "backend",
            Backends.NAMES.get(backend),
            "kind",
            kind.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void suppressed(Choice.Reason reason) {
    meters
        .counter("hedge.suppressed", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** A first attempt that was not cancelled took this long. */
  void primary(Duration lasted) {
    primary.record(lasted);
  }

  /** A loser went on for so long after the winner had answered. */
  void wasted(Duration beyond) {
    wasted.record(beyond.toNanos() / 1e6);
  }
}
