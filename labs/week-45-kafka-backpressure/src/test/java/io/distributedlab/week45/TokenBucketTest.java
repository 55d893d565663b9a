package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long MS = 1_000_000;

  private final TokenBucket bucket = new TokenBucket(0);

  @Test
  void admitsAtItsRate() {
    var admitted = LongStream.range(0, 10_000).filter(ms -> bucket.take(50, ms * MS)).count();
    assertThat(admitted).isBetween(499L, 506L);
  }

  @Test
  void anIdleBucketHoldsABurstAndNoMore() {
    var later = Duration.ofHours(1).toNanos();
    var admitted = LongStream.range(0, 1000).filter(i -> bucket.take(100, later)).count();
    assertThat(admitted).isEqualTo(10);
  }

  @Test
  void saysWhenTheNextTokenIsThere() {
    assertThat(bucket.take(10, 0)).isTrue();
    assertThat(bucket.take(10, 40 * MS)).isFalse();
    assertThat(bucket.until(10)).isEqualTo(Duration.ofMillis(60));
    assertThat(bucket.take(10, 100 * MS)).isTrue();
  }

  @Test
  void aSlowRateStillAdmits() {
    assertThat(bucket.take(0.5, 0)).isTrue();
    assertThat(bucket.take(0.5, 1999 * MS)).isFalse();
    assertThat(bucket.take(0.5, 2000 * MS)).isTrue();
  }
}
