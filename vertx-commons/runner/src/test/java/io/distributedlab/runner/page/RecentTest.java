package io.distributedlab.runner.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
  private final Recent recent = new Recent(clock);

  @Test
  void thereIsNothingBeforeTheFirst() {
    assertThat(recent.percentile(0.5)).isNull();
    assertThat(recent.failed()).isNull();
  }

  @Test
  void aPercentileIsTheNearestRank() {
    for (int i = 1; i <= 100; i++) {
      recent.add(i * 1_000_000L, i % 4 == 0);
    }
    assertThat(recent.percentile(0.5)).isEqualTo(0.050);
    assertThat(recent.percentile(0.99)).isEqualTo(0.099);
    assertThat(recent.percentile(1)).isEqualTo(0.100);
    assertThat(recent.failed()).isEqualTo(0.25);
  }

  @Test
  void whatEndedMoreThanFiveSecondsAgoIsForgotten() {
    recent.add(1_000_000_000L, true);
    clock.advance(Duration.ofSeconds(4));
    recent.add(2_000_000_000L, false);
    assertThat(recent.failed()).isEqualTo(0.5);
    clock.advance(Duration.ofMillis(1001));
    assertThat(recent.failed()).isEqualTo(0);
    assertThat(recent.percentile(0.5)).isEqualTo(2);
  }
}
