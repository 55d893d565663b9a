package io.distributedlab.bench;

/** Whether a ratio is as high as it has to be. */
enum Verdict {
  /** The whole confidence interval is: with 95 % confidence, it is met. */
  MET,
  /** The interval contains the required ratio: measure again on a machine that is less busy. */
  UNCLEAR,
  /** The whole interval is below. */
  MISSED;

  static Verdict of(Spread ratio, double required) {
    if (ratio.low() >= required) {
      return MET;
    }
    return ratio.high() < required ? MISSED : UNCLEAR;
  }
}
