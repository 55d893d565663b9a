package io.distributedlab.week45;

import java.util.Locale;

/** What became of an order at a consumer. */
enum Outcome {
  PROCESSED("kbp.consumed"),
  /** Too old: put into {@code orders.expired}. */
  EXPIRED("kbp.expired"),
  /** Failed too often: put into {@code orders.dlq}. */
  DEAD("kbp.dlq");

  private final String counter;

  Outcome(String counter) {
    this.counter = counter;
  }

  String counter() {
    return counter;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
