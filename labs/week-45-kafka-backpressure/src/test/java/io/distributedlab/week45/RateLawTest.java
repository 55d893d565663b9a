package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.distributedlab.week45.RateLaw.Feedback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLawTest {
  @ParameterizedTest
  @CsvSource({
    "100, 501, true, 70",
    "100, 501, false, 70",
    "12, 501, true, 10",
    "100, 500, true, 120",
    "100, 0, true, 120",
    "100, 0, false, 100",
  })
  void aimdFollowsTheLag(double rate, double lagMs, boolean limited, double expected) {
    assertThat(new Aimd().next(feedback(rate, lagMs, 120, limited)))
        .isCloseTo(expected, within(1e-9));
  }

  /** A queue with μ = 120/s, as in the experiment, in steps of 500 ms for a minute. */
  @Test
  void aimdKeepsTheTimeLagNearItsTarget() {
    var run = new Loop(new Aimd());
    run.steps(120);
    assertThat(run.worstLagMs).isLessThan(3000);
    assertThat(run.accepted / 60).isGreaterThan(0.6 * Loop.MU);
  }

  /** Exercise 5 has an answer that meets its check, and the stub does not. */
  @Test
  void theAnswerToExerciseFiveIsBetterThanAimd() {
    var answer = new Loop(new ProportionalLaw());
    answer.steps(120);
    assertThat(answer.worstLagMs).isLessThan(2 * Loop.TARGET_MS);
    assertThat(answer.accepted / 60).isGreaterThan(0.8 * Loop.MU);
    var stub = new Loop(new YourLaw());
    stub.steps(120);
    assertThat(stub.accepted / 60).isLessThan(0.8 * Loop.MU);
  }

  private static Feedback feedback(double rate, double lagMs, double mu, boolean limited) {
    return new Feedback(rate, lagMs, mu, limited, 500, 10, 20);
  }

  /**
   * r = μ·(1 + k·(target − lag)/target): a proportional controller. What it needs besides is a way
   * up while the consumers are not busy, because μ is then only what was admitted.
   */
  static final class ProportionalLaw implements RateLaw {
    private static final double K = 0.5;

    @Override
    public double next(Feedback now) {
      var off = (now.targetMs() - now.lagMs()) / now.targetMs();
      return Math.max(now.min(), now.mu() * (1 + K * Math.max(-1, off)));
    }
  }

  /** A fluid queue behind the law: what is admitted at r is served at μ, in order. */
  private static final class Loop {
    static final double MU = 120;
    static final double TARGET_MS = 500;

    private static final double STEP = 0.5;

    private final RateLaw law;
    private double rate = 10;
    private double queue;
    private double accepted;
    private double worstLagMs;

    Loop(RateLaw law) {
      this.law = law;
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        double in = Math.min(rate, 300) * STEP;
        double out = Math.min(queue + in, MU * STEP);
        accepted += in;
        queue += in - out;
        var lagMs = queue / MU * 1000;
        worstLagMs = Math.max(worstLagMs, lagMs);
        rate = law.next(feedback(rate, lagMs, out / STEP, true));
      }
    }
  }
}
