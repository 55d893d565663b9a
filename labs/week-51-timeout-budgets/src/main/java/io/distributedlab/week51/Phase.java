package io.distributedlab.week51;

import java.util.Locale;

/** How far a visit has come. */
enum Phase {
  ARRIVAL,
  /** Waiting for a slot. */
  QUEUED,
  LOCAL,
  /** Waiting for the next service. */
  CALL;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
