package io.distributedlab.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);

  @Test
  void remainingShrinksWithTimeAndStopsAtZero() {
    var deadline = Deadline.in(Duration.ofMillis(100), clock);
    clock.advance(Duration.ofMillis(60));
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(40));
    assertThat(deadline.expired()).isFalse();
    clock.advance(Duration.ofMillis(41));
    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.expired()).isTrue();
  }

  @Test
  void clipsATimeoutToWhatIsLeft() {
    var deadline = Deadline.parse("250", clock);
    clock.advance(Duration.ofMillis(50));
    assertThat(deadline.clip(Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(200));
    assertThat(deadline.clip(Duration.ofMillis(10))).isEqualTo(Duration.ofMillis(10));
    assertThat(deadline.less(Duration.ofMillis(20)).remaining()).isEqualTo(Duration.ofMillis(180));
    assertThat(deadline.keepingBack(10).remaining()).isEqualTo(Duration.ofMillis(180));
  }

  @Test
  void noneNeverEnds() {
    assertThat(Deadline.parse(null, clock).exists()).isFalse();
    assertThat(Deadline.NONE.clip(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    assertThat(Deadline.NONE.less(Duration.ofDays(9)).expired()).isFalse();
    assertThat(Deadline.NONE.keepingBack(10).exists()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "1e3", "86400001", "99999999999999999999", " 5"})
  void refusesWhatIsNotAWholeNumberOfMilliseconds(String header) {
    assertThatThrownBy(() -> Deadline.parse(header, clock))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }
}
