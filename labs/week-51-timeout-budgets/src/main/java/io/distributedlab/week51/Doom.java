package io.distributedlab.week51;

/**
 * What theory says about a doomed request (budget 500 ms, work 50 + 100 + 150 + 1000 ms): the work
 * done for it, and how much of that after its deadline, in ms.
 */
record Doom(DeadlineVariant variant) {
  private static final int BUDGET = 500;
  private static final int BEFORE_C = 50 + 100 + 150;
  private static final int C = 200 + 800;

  double after() {
    return total() - Math.min(total(), BUDGET);
  }

  double total() {
    return switch (variant) {
      case NONE, FIXED, BOUNDARY -> BEFORE_C + C;
      case ENFORCE, CANCEL, ABSOLUTE, YOURS -> BUDGET;
      case ADMIT -> 0.01 * BUDGET; // the probes
    };
  }
}
