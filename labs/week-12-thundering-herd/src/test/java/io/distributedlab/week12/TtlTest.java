package io.distributedlab.week12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TtlTest {
  private static final Duration TTL = Duration.ofSeconds(1);

  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void withoutJitterItIsTheTtl() {
    assertThat(Ttl.millis(TTL, 0, random)).isEqualTo(1000);
  }

  @Test
  void withJitterItIsSpreadEvenlyAroundTheTtl() {
    var all = LongStream.generate(() -> Ttl.millis(TTL, 0.3, random)).limit(10_000).toArray();
    assertThat(LongStream.of(all).min().orElseThrow()).isBetween(700L, 710L);
    assertThat(LongStream.of(all).max().orElseThrow()).isBetween(1290L, 1300L);
    assertThat(LongStream.of(all).average().orElseThrow()).isCloseTo(1000, within(10.0));
    assertThat(LongStream.of(all).filter(ms -> ms < 850).count()).isBetween(2300L, 2700L);
  }
}
