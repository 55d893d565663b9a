package io.distributedlab.week52;

/** Where an extra attempt goes, or why it is not made. */
sealed interface Choice {
  /** Why an extra attempt is not made. */
  enum Reason {
    /** No token. */
    BUDGET,
    /** A backend is overloaded, or the others have more in flight. */
    LOAD,
    /** The request may have double effects. */
    METHOD
  }

  /**
   * @param backend its index
   */
  record Attempt(int backend) implements Choice {}

  /** No attempt. */
  record Suppressed(Reason reason) implements Choice {}

  static Choice at(int backend) {
    return new Attempt(backend);
  }

  static Choice none(Reason reason) {
    return new Suppressed(reason);
  }
}
