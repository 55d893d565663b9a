package io.distributedlab.week07;

import java.time.Duration;

/** Hears what breakers do. */
interface BreakerListener {
  /** Why a result did not count. */
  enum Ignored {
    /** The circuit has moved on since the call was let through. */
    GENERATION,
    /** It says nothing about the backend. */
    EXCLUDED
  }

  /** Hears nothing. */
  BreakerListener NONE = new BreakerListener() {};

  default void moved(Transition transition) {}

  default void ignored(Ignored why) {}

  default void probed(Outcome outcome) {}

  /** A call is let through. */
  default void admitted(Permit permit) {}

  /** A call that was let through has ended. */
  default void called(String target, Result result) {}

  /** A call is not let through. */
  default void refused(String target, State state, Duration remaining) {}
}
