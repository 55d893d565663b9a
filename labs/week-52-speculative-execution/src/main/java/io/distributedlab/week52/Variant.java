package io.distributedlab.week52;

/** How many copies of a request are sent, when, and where. */
public enum Variant {
  /** One attempt, round robin. The naive one. */
  DIRECT,
  /** Another attempt after a fixed delay. */
  HEDGE_FIXED,
  /** Another attempt after the quantile of recent first attempts. */
  HEDGE_ADAPTIVE,
  /** As {@link #HEDGE_ADAPTIVE}, and a token bucket bounds the extra attempts. The fix. */
  HEDGE_BUDGET,
  /** Two queued copies that know of each other: the first to begin calls the other off. */
  TIED,
  /** Two copies at once. */
  ALL,
  /** No copies; the less loaded of two random backends. The control experiment. */
  P2C,
  /** The learner's: a budget as {@link #HEDGE_BUDGET}, a delay and a rotation of their own. */
  YOURS
}
