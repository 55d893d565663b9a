package io.distributedlab.week07;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Sends calls to the backends, or refuses to. Lives on one event loop. */
interface Policy {
  /**
   * Calls one of the backends. Fails with problem {@code circuit-open} (503) when it refuses to, or
   * as {@code send} does.
   *
   * @param send calls the backend of this name
   */
  <T> Future<T> call(Function<String, Future<T>> send);

  /** Another client's circuit has changed its state. */
  default void hear(BreakerEvent event) {}

  /** Its breakers, one for the service or one for each backend. */
  List<Snapshot> snapshots();

  /** Ends it: its circuits close, and results of calls under way no longer count. */
  void retire(Reason why);

  /** What a caller meets: OPEN when every circuit is open, CLOSED when one is closed. */
  default State state() {
    var states = snapshots().stream().map(Snapshot::state).toList();
    if (states.contains(State.CLOSED)) {
      return State.CLOSED;
    }
    return states.contains(State.HALF_OPEN) ? State.HALF_OPEN : State.OPEN;
  }
}
