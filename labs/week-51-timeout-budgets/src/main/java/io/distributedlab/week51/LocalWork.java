package io.distributedlab.week51;

import io.distributedlab.service.time.Clock;
import java.time.Duration;

/** The local work of one visit: how long it is to take, and how much of it is done. */
final class LocalWork {
  private final Clock clock;
  private final Duration length;
  private long startedAt;
  private long doneNanos;
  private boolean running;

  LocalWork(Duration length, Clock clock) {
    this.length = length;
    this.clock = clock;
  }

  /** It begins now. */
  void begin() {
    startedAt = clock.nanos();
    running = true;
  }

  /** It ends now, done or stopped. */
  void end() {
    doneNanos = clock.nanos() - startedAt;
    running = false;
  }

  Duration length() {
    return length;
  }

  /** When it began, on the monotonic clock. */
  long startedAt() {
    return startedAt;
  }

  double doneMs() {
    return (running ? clock.nanos() - startedAt : doneNanos) / 1e6;
  }

  /** What is not done yet: saved, if the visit ends now. */
  double leftMs() {
    return Math.max(0, length.toNanos() / 1e6 - doneMs());
  }
}
