package io.distributedlab.experiment;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * How much of an experiment the worst event loop of the services was blocked.
 *
 * <p>Every service ticks on each of its event loops and reports how late each tick ran, in {@code
 * lab_loop_lag_seconds}. A loop that was held up runs the ticks it missed at once, each with its
 * own lag, so the share of ticks is a share of time, and a block of B ms in L ms makes the share (B
 * − {@value #BOUND_MS}) / L: at most {@value #MOST_SHARE} of it says that the p99 of the lag is at
 * most {@value #BOUND_MS} ms. The ticks of all phases are taken together: in one phase of a few
 * seconds a single stall of 90 ms would already be more than a hundredth.
 *
 * <p>The bound is five times the lag that already counts as noise of the machine ({@link
 * Noise#MOST_LAG_MS}), above the pauses of a collector with a small heap, and well below a blocking
 * call that matters to a lab, whose timeouts begin at 100 ms. What a stall of the machine, or of
 * the whole JVM, does to every thread is measured on the side ({@link Noise#stalled}) and taken
 * off, so that only what the services do to their own loops is left.
 *
 * @param run the phase that was worst for the worst loop
 * @param measure the share of its ticks that ran late, in all phases together
 */
record LoopLag(PhaseRun run, Measure measure) {
  static final double BOUND_MS = 50;
  static final double MOST_SHARE = 0.01;

  /** Fewer ticks cannot tell one percent. */
  private static final long LEAST_TICKS = 100;

  private static final String TICKS = "lab_loop_lag_seconds_count";
  private static final String IN_TIME = "lab_loop_lag_seconds_bucket";

  private record Loop(String service, String number) {}

  private record Ticks(PhaseRun run, double all, double late) {
    Ticks plus(Ticks other) {
      return new Ticks(late >= other.late ? run : other.run, all + other.all, late + other.late);
    }

    double lateShare() {
      return late / all;
    }
  }

  /**
   * The worst loop; none when no service reports any, or the phases were too short. Services that
   * were killed, started or paused in a phase do not count in it.
   */
  static Optional<LoopLag> of(List<PhaseRun> runs) {
    var loops = new HashMap<Loop, Ticks>();
    for (var run : runs) {
      for (var service : run.undisturbed) {
        run.after(service)
            .labels(TICKS, "loop")
            .forEach(
                number ->
                    loops.merge(
                        new Loop(service, number), ticks(run, service, number), Ticks::plus));
      }
    }
    return loops.entrySet().stream()
        .filter(loop -> loop.getValue().all >= LEAST_TICKS)
        .max(Comparator.comparingDouble(loop -> loop.getValue().lateShare()))
        .map(worst -> new LoopLag(worst.getValue().run, measure(worst.getKey(), worst.getValue())));
  }

  private static Measure measure(Loop loop, Ticks ticks) {
    var name = "loops of %s, most in phase %s".formatted(loop.service, ticks.run.name());
    return Measure.count(name, ticks.lateShare()).from(Math.round(ticks.all)).whateverTheLoad();
  }

  private static Ticks ticks(PhaseRun run, String service, String loop) {
    double all = run.increase(service, TICKS, "loop", loop);
    double inTime =
        run.increase(service, IN_TIME, "loop", loop, "le", String.valueOf(BOUND_MS / 1000));
    double stalled = Double.isNaN(run.noise().stalled()) ? 0 : run.noise().stalled() * all;
    return new Ticks(run, all, Math.max(0, all - inTime - stalled));
  }
}
