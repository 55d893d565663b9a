package io.distributedlab.experiment.load;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Wakes an event loop when requests are due. Timers of an event loop are good to a millisecond; a
 * thread of its own parks to within about 0.1 ms. The event loop then sends all that is due, so a
 * busy loop gets one wake-up, not a backlog of them.
 */
final class Pacer {
  private final String name;
  private final AtomicBoolean handedOver = new AtomicBoolean();
  private volatile int due;
  private volatile boolean stopped;
  private int sent;

  Pacer(String name) {
    this.name = name;
  }

  /**
   * @param dueNanos ascending, on the clock of {@link System#nanoTime()}
   * @param send runs on the context with each index, in order
   */
  void start(long[] dueNanos, Context context, IntConsumer send) {
    Thread.ofPlatform()
        .daemon()
        .name("pacer-" + name)
        .start(() -> pace(dueNanos, () -> context.runOnContext(ignored -> sendAllDue(send))));
  }

  /** The thread ends at its next wake-up; nothing more is sent. */
  void stop() {
    stopped = true;
  }

  private void pace(long[] dueNanos, Runnable handOver) {
    int next = 0;
    while (next < dueNanos.length && !stopped) {
      long early = dueNanos[next] - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(Math.min(early, 100_000_000));
      } else {
        next++;
        due = next;
        if (handedOver.compareAndSet(false, true)) {
          handOver.run();
        }
      }
    }
  }

  private void sendAllDue(IntConsumer send) {
    handedOver.set(false);
    for (int upTo = due; sent < upTo && !stopped; sent++) {
      send.accept(sent);
    }
  }
}
