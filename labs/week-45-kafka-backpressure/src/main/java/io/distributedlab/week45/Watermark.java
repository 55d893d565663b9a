package io.distributedlab.week45;

/** Stops at the high mark and goes on at the low one: between them it stays what it was. */
class Watermark {
  private boolean full;

  /** Whether to take no more, now that so many are held. */
  boolean full(int held, int high, int low) {
    if (held >= high) {
      full = true;
    } else if (held <= low) {
      full = false;
    }
    return full;
  }
}
