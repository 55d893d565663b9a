package io.distributedlab.week51;

import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.KnobValues;
import io.distributedlab.service.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one hop treats the caller's deadline. A {@link Visit} asks in this order: what is the
 * deadline, may the visit begin, what ends it early, may it go on (with a slot in hand, after local
 * work), and how is the next service asked. The defaults are those of a service that has never
 * heard of deadlines. Policies hold no state, unless they are the reader's own.
 */
interface DeadlinePolicy {
  /** The longest wait of a call that nothing else limits. */
  Duration UNLIMITED = Duration.ofDays(1);

  /** The policies of this lab, with this one for {@code yours}. */
  static Function<DeadlineVariant, DeadlinePolicy> with(Yours yours) {
    return variant -> variant == DeadlineVariant.YOURS ? yours : of(variant);
  }

  static DeadlinePolicy of(DeadlineVariant variant) {
    return switch (variant) {
      case NONE -> new None();
      case FIXED -> new Fixed();
      case BOUNDARY -> new Boundary();
      case ENFORCE -> new Enforce();
      case CANCEL -> new Cancel();
      case ADMIT -> new Admit();
      case ABSOLUTE -> new Absolute();
      case YOURS -> Yours.asWritten();
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

  /** What to answer with instead of asking the next service. */
  default Optional<Downstream> instead(Visit visit) {
    return Optional.empty();
  }

  /** The next service has answered. */
  default void heard(Visit visit, Downstream below) {}

  /**
   * How long after a call that failed another one is made; empty when none is. By default at once
   * and without looking at the time, as often as the knob {@code tries} says: once.
   *
   * @param tries calls made so far
   */
  default Optional<Duration> again(Visit visit, int tries, Problem failure) {
    return tries < visit.knobs().get(Week51Knobs.TRIES)
        ? Optional.of(Duration.ZERO)
        : Optional.empty();
  }

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
