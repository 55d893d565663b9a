package io.distributedlab.week51;

import org.jspecify.annotations.Nullable;

/**
 * What one service reports of a request, and what those behind it do.
 *
 * @param mode the variant this hop went by
 * @param receivedBudgetMs null when no budget came
 * @param remainingBudgetMs of the received budget when the hop was done; negative when it was late
 * @param localWorkMs as measured, without waiting for a slot or for the next service
 * @param partial whether something in it is the answer to an earlier request
 */
record Hop(
    String service,
    String mode,
    @Nullable Long receivedBudgetMs,
    long elapsedMs,
    @Nullable Long remainingBudgetMs,
    boolean budgetExhausted,
    long localWorkMs,
    boolean partial,
    @Nullable String traceId,
    @Nullable Hop downstream) {
  /** Name of the response header with {@link #workMs()}. */
  static final String WORK_HEADER = "X-Work-Ms";

  /** The work of this hop and of all behind it. */
  long workMs() {
    return localWorkMs + (downstream == null ? 0 : downstream.workMs());
  }
}
