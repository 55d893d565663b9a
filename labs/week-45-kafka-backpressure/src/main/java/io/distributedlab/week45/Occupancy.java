package io.distributedlab.week45;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many records one consumer holds: polled and not over. Written by its poll thread and its
 * event loop, read by anybody.
 */
final class Occupancy {
  /** The most that any consumer of a service held since it was last asked to forget. */
  static final class Peaks {
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();

    int held() {
      return held.get();
    }

    int inFlight() {
      return inFlight.get();
    }

    void forget() {
      held.set(0);
      inFlight.set(0);
    }
  }

  private final Peaks peaks;
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean paused;

  Occupancy(Peaks peaks) {
    this.peaks = peaks;
  }

  /** So many came from a poll. */
  void took(int records) {
    raise(peaks.held, held.addAndGet(records));
  }

  /** One of them is being processed. */
  void begun() {
    raise(peaks.inFlight, inFlight.incrementAndGet());
  }

  /** One that was being processed is over. */
  void ended() {
    inFlight.decrementAndGet();
    held.decrementAndGet();
  }

  /** So many are held no more, and were never begun. */
  void discarded(int records) {
    held.addAndGet(-records);
  }

  void paused(boolean is) {
    paused = is;
  }

  int held() {
    return held.get();
  }

  int inFlight() {
    return inFlight.get();
  }

  int buffered() {
    return held.get() - inFlight.get();
  }

  boolean paused() {
    return paused;
  }

  private static void raise(AtomicInteger peak, int reading) {
    peak.accumulateAndGet(reading, Math::max);
  }
}
