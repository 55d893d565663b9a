package io.distributedlab.week12;

/** What a missing value costs, and what each protection saves of it. */
final class Week12Experiment {
  static final String QUESTION =
      "When one hot key expires under λ requests/s and rebuilding takes Δ, how many identical loads"
          + " reach the database, and which protection makes it one per instance, one per cluster,"
          + " or none that a request waits for?";

  private Week12Experiment() {}
}
