package io.distributedlab.week51;

import io.distributedlab.service.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;

/**
 * What a piece of work takes: the 90th percentile (nearest rank) of the last 10 s, the newest 1000
 * at most; a floor while there are fewer than 50.
 *
 * <p>Only work that was done is a sample, and without the time it waited for a slot. An estimate
 * that includes the queue grows to the deadline under overload and then refuses everything; one
 * that includes aborted work falls to nothing and admits everything.
 *
 * <p>It fails for work with two modes: a p90 between them refuses the short requests or admits the
 * long ones. And it forgets: after 10 s without success everything is admitted again.
 */
final class WorkEstimate {
  static final Duration WINDOW = Duration.ofSeconds(10);
  static final int ENOUGH = 50;
  static final int MOST = 1000;
  private static final double QUANTILE = 0.9;

  private record Sample(long atNanos, double millis) {}

  private final Clock clock;
  private final DoubleSupplier floor;
  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * @param floor in ms, read while there are too few samples
   */
  WorkEstimate(Clock clock, DoubleSupplier floor) {
    this.clock = clock;
    this.floor = floor;
  }

  /** Takes note of work that was done. */
  void add(double millis) {
    samples.addLast(new Sample(clock.nanos(), millis));
    if (samples.size() > MOST) {
      samples.removeFirst();
    }
  }

  /** The estimate in ms. */
  double millis() {
    forgetOld();
    if (samples.size() < ENOUGH) {
      return floor.getAsDouble();
    }
    var sorted = samples.stream().mapToDouble(Sample::millis).sorted().toArray();
    return sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1];
  }

  /** How many samples it rests on. */
  int samples() {
    forgetOld();
    return samples.size();
  }

  /** Starts anew. */
  void forget() {
    samples.clear();
  }

  private void forgetOld() {
    var oldest = clock.nanos() - WINDOW.toNanos();
    while (!samples.isEmpty() && samples.getFirst().atNanos() - oldest < 0) {
      samples.removeFirst();
    }
  }
}
