package io.distributedlab.week45;

import io.distributedlab.week45.RateLaw.Feedback;

/**
 * What a law of admission does to a fluid queue: 300/s are offered to consumers that do 120/s, the
 * monitor reports every 500 ms, for a minute. What is admitted is served in order, so the time lag
 * is queue/μ. In virtual time.
 *
 * @param worstLagMs the longest time lag
 * @param acceptedPerSecond admitted on average
 */
record LawRun(double worstLagMs, double acceptedPerSecond) {
  static final double MU = 120;
  static final double TARGET_MS = 500;

  private static final double OFFERED = 300;
  private static final double MIN = 10;
  private static final double INCREMENT = 20;
  private static final double STEP_S = 0.5;
  private static final int STEPS = 120;

  static LawRun of(RateLaw law) {
    double rate = MIN;
    double queue = 0;
    double accepted = 0;
    double worst = 0;
    for (int i = 0; i < STEPS; i++) {
      double in = Math.min(rate, OFFERED) * STEP_S;
      double out = Math.min(queue + in, MU * STEP_S);
      accepted += in;
      queue += in - out;
      double lagMs = queue / MU * 1000;
      worst = Math.max(worst, lagMs);
      var report = new Feedback(rate, lagMs, out / STEP_S, true, TARGET_MS, MIN, INCREMENT);
      rate = law.next(report);
    }
    return new LawRun(worst, accepted / (STEPS * STEP_S));
  }
}
