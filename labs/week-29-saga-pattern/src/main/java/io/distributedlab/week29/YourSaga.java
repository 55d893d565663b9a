package io.distributedlab.week29;

/**
 * Yours to extend, exercise 5: the steps of the variant {@code yours}. For now they are those of
 * {@code durable-lock}:
 *
 * <pre>
 * 1 reserve   2 charge   3 ship (the pivot)   4 commit-stock   5 confirm-order
 * </pre>
 *
 * <p>Payment gives points when it is asked to: {@code POST /points} with the fields {@code
 * saga_id}, {@code customer_id} and {@code amount}. Nothing takes them back.
 */
final class YourSaga {
  static final SagaDefinition DEFINITION = SagaDefinition.LOCKED;

  private YourSaga() {}
}
