package io.distributedlab.week07;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a breaker and its number: a new generation begins with each transition, so a permit
 * tells which state gave it.
 */
final class Circuit {
  private final BreakerSpec spec;
  private State state = State.CLOSED;
  private long generation;
  private Instant lastChange;
  private @Nullable Instant lastFailure;

  Circuit(BreakerSpec spec) {
    this.spec = spec;
    this.generation = spec.generations().getAsLong();
    this.lastChange = spec.clock().now();
  }

  State state() {
    return state;
  }

  long generation() {
    return generation;
  }

  void failed() {
    lastFailure = spec.clock().now();
  }

  /** Begins a generation, and tells if that is in another state. */
  void move(State to, Reason reason, Counts seen, Duration remaining) {
    var from = state;
    state = to;
    generation = spec.generations().getAsLong();
    if (from != to) {
      lastChange = spec.clock().now();
      spec.listener()
          .moved(new Transition(spec.target(), from, to, reason, generation, seen, remaining));
    }
  }

  Snapshot snapshot(int failures, int successes, Counts window, int reopened, Duration remaining) {
    return new Snapshot(
        spec.target(),
        state,
        generation,
        failures,
        successes,
        window,
        reopened,
        remaining,
        lastFailure,
        lastChange);
  }
}
