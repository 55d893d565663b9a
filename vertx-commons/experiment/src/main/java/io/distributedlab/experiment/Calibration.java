package io.distributedlab.experiment;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/**
 * What this machine adds before anything is measured: its noise at rest, and the latency of the
 * lab's bare path (its work set to nothing).
 *
 * @param bareP50Ms not a number when the experiment declares no bare path
 */
public record Calibration(Noise atRest, double bareP50Ms, double bareP99Ms) {
  /** Before anything was heard. */
  static final Calibration NONE =
      new Calibration(
          new Noise(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN),
          Double.NaN,
          Double.NaN);

  private static final double LONGEST_BARE_MS = 50;
  private static final Duration LISTENING = Duration.ofMillis(500);

  /** Listens to the machine at rest. */
  static Future<Calibration> measure(Vertx vertx, boolean sharesCpuTime) {
    var monitor = new NoiseMonitor(vertx.getOrCreateContext(), sharesCpuTime);
    return vertx
        .timer(LISTENING.toMillis())
        .map(heard -> new Calibration(monitor.stop(), Double.NaN, Double.NaN));
  }

  Calibration withBarePath(PhaseRun bare) {
    var samples = bare.load().samples().successes();
    return new Calibration(atRest, samples.percentile(50), samples.percentile(99));
  }

  /** The bare path's median in ms, 0 when none was declared: predictions add it. */
  public double overheadMs() {
    return Double.isNaN(bareP50Ms) ? 0 : bareP50Ms;
  }

  /**
   * Why timings on this machine are not to be trusted, if so: noise, or a bare path that can only
   * have waited in a queue.
   */
  public Optional<String> complaint() {
    return bareP50Ms > LONGEST_BARE_MS
        ? Optional.of("the machine is too slow: its bare path took %.0f ms".formatted(bareP50Ms))
        : atRest.complaint();
  }
}
