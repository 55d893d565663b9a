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

  @Test
  void aimdKeepsTheTimeLagNearItsTarget() {
    var run = LawRun.of(new Aimd());
    assertThat(run.worstLagMs()).isLessThan(2 * LawRun.TARGET_MS);
    assertThat(run.acceptedPerSecond()).isGreaterThan(0.9 * LawRun.MU);
  }

  private static Feedback feedback(double rate, double lagMs, double mu, boolean limited) {
    return new Feedback(rate, lagMs, mu, limited, 500, 10, 20);
  }
}
