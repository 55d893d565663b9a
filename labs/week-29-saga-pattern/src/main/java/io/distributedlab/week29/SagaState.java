package io.distributedlab.week29;

/** How far a saga is, as its order's customer is told. */
enum SagaState {
  PENDING,
  INVENTORY_RESERVED,
  PAYMENT_PROCESSED,
  SHIPPED,
  /** Every step is done. */
  COMPLETED,
  COMPENSATING,
  /** A compensation fails again and again: somebody has to look. It is still tried, slowly. */
  NEEDS_ATTENTION,
  /** Every step that may have had an effect is confirmed undone. */
  COMPENSATED,
  /** The first step was refused: nothing was done, so nothing had to be undone. */
  FAILED;

  boolean ended() {
    return this == COMPLETED || this == COMPENSATED || this == FAILED;
  }
}
