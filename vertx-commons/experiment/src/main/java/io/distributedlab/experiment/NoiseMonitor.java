package io.distributedlab.experiment;

import io.vertx.core.Context;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Listens to the machine from a thread of its own while something else is measured. */
final class NoiseMonitor {
  private static final long PARK_NANOS = 2_000_000;
  private static final int PARKS_PER_TASK = 5;
  private static final long STALL_NANOS = Math.round(LoopLag.BOUND_MS * 1e6);
  private static final long MOST_NANOS = 60_000_000_000L;

  private final Histogram wakeUps = new ConcurrentHistogram(MOST_NANOS, 3);
  private final Histogram lags = new ConcurrentHistogram(MOST_NANOS, 3);
  private final Optional<CpuTime> before = CpuTime.now();
  private final boolean sharesCpuTime;
  private final long begun = System.nanoTime();
  private final LongAdder stalledNanos = new LongAdder();
  private volatile boolean stopped;

  /**
   * @param loop an event loop with little to do
   * @param sharesCpuTime whether the measured services run in this process and its children
   */
  NoiseMonitor(Context loop, boolean sharesCpuTime) {
    this.sharesCpuTime = sharesCpuTime;
    Thread.ofPlatform().daemon().name("noise-monitor").start(() -> listen(loop));
  }

  Noise stop() {
    stopped = true;
    var now = CpuTime.now();
    return new Noise(
        wakeUps.getValueAtPercentile(99) / 1e6,
        lags.getValueAtPercentile(99) / 1e6,
        since(now, sharesCpuTime),
        now.isPresent() && before.isPresent() ? now.get().stolenSince(before.get()) : Double.NaN,
        stalledNanos.sum() / (double) (System.nanoTime() - begun));
  }

  private double since(Optional<CpuTime> now, boolean known) {
    return known && now.isPresent() && before.isPresent()
        ? now.get().othersSince(before.get())
        : Double.NaN;
  }

  private void listen(Context loop) {
    for (int i = 0; !stopped; i++) {
      long start = System.nanoTime();
      LockSupport.parkNanos(PARK_NANOS);
      long woken = System.nanoTime();
      long late = woken - start - PARK_NANOS;
      record(wakeUps, late);
      stalledNanos.add(Math.max(0, late - STALL_NANOS));
      if (i % PARKS_PER_TASK == 0) {
        loop.runOnContext(ran -> record(lags, System.nanoTime() - woken));
      }
    }
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, MOST_NANOS));
  }
}
