package io.distributedlab.experiment;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much of a phase the worst event loop of the services was blocked.
 *
 * <p>Every service ticks on each of its event loops and reports how late each tick ran, in {@code
 * lab_loop_lag_seconds}. A loop that was held up runs the ticks it missed at once, each with its
 * own lag, so the share of ticks is a share of time, and a block of B ms in a phase of L ms makes
 * the share (B − {@value #BOUND_MS}) / L: at most {@value #MOST_SHARE} of it says that the p99 of
 * the lag is at most {@value #BOUND_MS} ms.
 *
 * <p>The bound is five times the lag that already counts as noise of the machine ({@link
 * Noise#MOST_LAG_MS}), above the pauses of a collector with a small heap, and well below a blocking
 * call that matters to a lab, whose timeouts begin at 100 ms. What a stall of the machine, or of
 * the whole JVM, does to every thread is measured on the side ({@link Noise#stalled}) and taken
 * off, so that only what the services do to their own loops is left.
 */
final class LoopLag {
  static final double BOUND_MS = 50;
  static final double MOST_SHARE = 0.01;

  /** Fewer ticks cannot tell one percent. */
  private static final long LEAST_TICKS = 100;

  private static final String TICKS = "lab_loop_lag_seconds_count";
  private static final String IN_TIME = "lab_loop_lag_seconds_bucket";

  private record Loop(String service, long ticks, double lateShare) {}

  private LoopLag() {}

  /**
   * The worst loop's share, named after phase and service; none when no service reports it or the
   * phase was too short. Services that were killed, started or paused in the phase do not count.
   */
  static Optional<Measure> of(PhaseRun run) {
    return run.undisturbed.stream()
        .flatMap(service -> loops(run, service))
        .filter(loop -> loop.ticks >= LEAST_TICKS)
        .max(Comparator.comparingDouble(Loop::lateShare))
        .map(
            worst ->
                Measure.count(
                        "loops of %s in phase %s".formatted(worst.service, run.name()),
                        Math.max(0, worst.lateShare - stalled(run.noise())))
                    .from(worst.ticks)
                    .whateverTheLoad());
  }

  private static double stalled(Noise noise) {
    return Double.isNaN(noise.stalled()) ? 0 : noise.stalled();
  }

  private static Stream<Loop> loops(PhaseRun run, String service) {
    return run.after(service).labels(TICKS, "loop").map(loop -> loop(run, service, loop));
  }

  private static Loop loop(PhaseRun run, String service, String loop) {
    double ticks = run.increase(service, TICKS, "loop", loop);
    double inTime =
        run.increase(service, IN_TIME, "loop", loop, "le", String.valueOf(BOUND_MS / 1000));
    return new Loop(service, Math.round(ticks), (ticks - inTime) / ticks);
  }
}
