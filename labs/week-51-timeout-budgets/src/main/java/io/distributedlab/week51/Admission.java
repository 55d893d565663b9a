package io.distributedlab.week51;

/**
 * How many milliseconds a request needs, as the estimates tell it. A request with less is refused.
 *
 * <p>With S the estimated work of one request and c slots, a FIFO queue of n requests moves on
 * every S/c, so the next arrival gets a slot after about (n + 1)·S/c. That is a mean: with work of
 * one length the slots end in the pattern in which they began, and the wait is off by as much as
 * one or two of these steps. The margin pays for it, so it counts on arrival, and not any more when
 * the slot is there.
 */
final class Admission {
  private Admission() {}

  /** A hop that works and then asks the next one: local + downstream + margin. */
  static double relayedMs(double local, double downstream, double margin) {
    return local + downstream + margin;
  }

  /** A hop with slots, on arrival: (queued + 1)·S/c + S + margin. */
  static double queuedMs(int queued, int slots, double work, double margin) {
    return (queued + 1) * work / slots + work + margin;
  }
}
