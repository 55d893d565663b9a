package io.distributedlab.week51;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDeadlineTest {
  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    // received, max, allowance -> left, clamped
    "1000, 10000, 2, 998, false",
    "20000, 10000, 2, 9998, true",
    "10000, 10000, 0, 10000, false",
    "1, 10000, 2, -1, false",
    "0, 10000, 0, 0, false",
    ", 10000, 2, 698, false",
    ", 500, 2, 498, true",
  })
  void timeLeftIsTheBudgetWithinTheMaximumWithoutTheAllowance(
      @Nullable Long received, long max, long allowance, long left, boolean clamped) {
    var local =
        LocalDeadline.of(
            received == null ? null : Duration.ofMillis(received),
            Duration.ofMillis(700),
            Duration.ofMillis(max),
            Duration.ofMillis(allowance));
    assertThat(local.received()).isEqualTo(Duration.ofMillis(received == null ? 700 : received));
    assertThat(local.left()).isEqualTo(Duration.ofMillis(left));
    assertThat(local.clamped()).isEqualTo(clamped);
  }

  @Test
  void theMomentIsOnTheMonotonicClock() {
    var deadline = local(100, 10).from(clock);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(90));
    clock.advance(Duration.ofMillis(89));
    assertThat(deadline.expired()).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(deadline.expired()).isTrue();
  }

  /** What is received at the fourth hop of 50, 100 and 150 ms of work: 1000 − 300 − 3 x 2. */
  @Test
  void theBudgetShrinksHopByHop() {
    var budget = Duration.ofSeconds(1);
    for (var work : new long[] {50, 100, 150}) {
      var deadline = local(budget.toMillis(), 2).from(clock);
      clock.advance(Duration.ofMillis(work));
      budget = deadline.remaining();
    }
    assertThat(budget).isEqualTo(Duration.ofMillis(694));
  }

  @Test
  void withoutADeadlineTimeNeverRunsOut() {
    assertThat(LocalDeadline.none(null).from(clock)).isSameAs(Deadline.NONE);
  }

  private static LocalDeadline local(long received, long allowance) {
    return LocalDeadline.of(
        Duration.ofMillis(received),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMillis(allowance));
  }
}
