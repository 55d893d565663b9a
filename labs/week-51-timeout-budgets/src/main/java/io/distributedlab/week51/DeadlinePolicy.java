package io.distributedlab.week51;

import io.distributedlab.service.http.Peer;
import io.distributedlab.service.knobs.KnobValues;
import io.distributedlab.service.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one hop treats the caller's deadline. A {@link Visit} asks in this order: what is the
 * deadline, may the visit begin, what ends it early, may it go on (with a slot in hand, after local
 * work), and how is the next service asked. The defaults are those of a service that has never
 * heard of deadlines. Policies hold no state.
 */
interface DeadlinePolicy {
  /** The longest wait of a call that nothing else limits. */
  Duration UNLIMITED = Duration.ofDays(1);

  static DeadlinePolicy of(DeadlineVariant variant) {
    return switch (variant) {
      case NONE -> new None();
      case FIXED -> new Fixed();
      case BOUNDARY -> new Boundary();
      case ENFORCE -> new Enforce();
      case CANCEL -> new Cancel();
      case ADMIT -> new Admit();
      case ABSOLUTE -> new Absolute();
      case YOURS -> new Yours();
    };
  }

  /** How long this hop has for its answer. */
  default LocalDeadline deadline(Arrival arrival, KnobValues knobs, Clock clock) {
    return LocalDeadline.none(arrival.budget());
  }

  /**
   * Whether the visit may go on; its phase says how far it has come.
   *
   * @throws io.distributedlab.service.http.Problem 504 when it may not
   */
  default void check(Visit visit) {}

  /** Arranges for what ends the visit before its work is done. */
  default void guard(Visit visit) {}

  /** How long to wait for the next service. */
  default Duration patience(Visit visit) {
    return UNLIMITED;
  }

  /** The next service, told what it has to know. */
  default Peer tell(Peer next, Visit visit) {
    return next;
  }

  /** The deadline in epoch milliseconds, for a policy that sends it so. */
  default @Nullable Long timestamp(Visit visit) {
    return null;
  }
}
