package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveDelayTest {
  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
  private final AdaptiveDelay delay = new AdaptiveDelay(() -> 0.95, clock::nanos);

  @Test
  void itIsLateUntilItKnowsAHundred() {
    observe(99, 30);
    assertThat(delay.current()).isEqualTo(Duration.ofMillis(200));
    observe(1, 30);
    assertThat(delay.current().toMillis()).isEqualTo(30);
  }

  @Test
  void itStaysBetweenFiveMillisecondsAndASecond() {
    observe(100, 1);
    assertThat(delay.current()).isEqualTo(Duration.ofMillis(5));
    observe(10_000, 3000);
    assertThat(delay.current()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void itIsNoOlderThan200Ms() {
    observe(100, 30);
    var before = delay.current();
    for (int i = 0; i < 1000; i++) {
      delay.observe(Duration.ofMillis(90));
    }
    clock.advance(Duration.ofMillis(199));
    assertThat(delay.current()).isEqualTo(before);
    clock.advance(Duration.ofMillis(1));
    assertThat(delay.current().toMillis()).isBetween(89L, 91L);
  }

  /** 400 requests a second for 20 s, hedged by the rule: the share that is hedged stays at 5 %. */
  @Test
  void firstAttemptsThatAreCancelledDoNotBiasIt() {
    var random = new SplittableRandom(3);
    int hedged = 0;
    int counted = 0;
    for (int i = 0; i < 8000; i++) {
      clock.advance(Duration.ofNanos(2_500_000));
      double d = delay.current().toNanos() / 1e6;
      double first = LatencyModel.DEFAULT.sample(random);
      double second = LatencyModel.DEFAULT.sample(random);
      delay.observe(Duration.ofNanos(Math.round(1e6 * Math.min(first, d + second))));
      if (i >= 2000) {
        counted++;
        hedged += first > d ? 1 : 0;
      }
    }
    assertThat(hedged / (double) counted).isBetween(0.040, 0.062);
    assertThat(delay.current().toMillis()).isBetween(90L, 160L); // beyond 100 few values lie
  }

  private void observe(int times, long ms) {
    for (int i = 0; i < times; i++) {
      delay.observe(Duration.ofMillis(ms));
    }
    clock.advance(Duration.ofMillis(200));
  }
}
