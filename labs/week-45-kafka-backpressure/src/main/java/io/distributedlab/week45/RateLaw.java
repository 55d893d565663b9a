package io.distributedlab.week45;

/** How the admission rate of the producer follows what the monitor reports. */
interface RateLaw {
  /**
   * What is known when a report has come.
   *
   * @param rate admitted until now, orders per second
   * @param mu orders per second that consumers commit
   * @param limited whether an order was refused since the last report
   * @param targetMs time lag to aim at
   * @param min never admit less
   * @param increment what one good report may add
   */
  record Feedback(
      double rate,
      double lagMs,
      double mu,
      boolean limited,
      double targetMs,
      double min,
      double increment) {}

  /** The rate from now on, orders per second. */
  double next(Feedback feedback);

  static RateLaw of(Week45Knobs.Law law) {
    return switch (law) {
      case AIMD -> new Aimd();
      case YOURS -> new YourLaw();
    };
  }
}
