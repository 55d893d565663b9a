package io.distributedlab.week12;

/** What a request gets that asks for a value, or for the right to fill it. */
sealed interface Grant {
  /** The value is there. */
  record Hit(Cached value) implements Grant {}

  /** Somebody else is filling it. */
  record Wait() implements Grant {}

  /** Load it. The token proves who may store it, or give back the lock. */
  record Fill(String token) implements Grant {}
}
