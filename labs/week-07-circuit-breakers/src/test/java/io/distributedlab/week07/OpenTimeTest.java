package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1000,   1,   1000",
    "1000,   2,   2000",
    "1000,   5,  16000",
    "1000,   6,  30000",
    "1000, 500,  30000",
    "10,     1,     10",
    "60000,  1,  60000",
    "60000,  9,  60000",
  })
  void doublesUpToThirtySecondsWithTwentyPercentJitter(long baseMs, int times, long meanMs) {
    var openTime = new OpenTime(Duration.ofMillis(baseMs), new SplittableRandom(1));
    var drawn =
        IntStream.range(0, 2000).mapToLong(i -> openTime.next(times).toNanos()).summaryStatistics();
    assertThat(drawn.getMin() / 1e6).isBetween(0.8 * meanMs, 0.81 * meanMs);
    assertThat(drawn.getMax() / 1e6).isBetween(1.19 * meanMs, 1.2 * meanMs);
    assertThat(drawn.getAverage() / 1e6).isBetween(0.99 * meanMs, 1.01 * meanMs);
  }

  @Test
  void clientsDoNotProbeTogether() {
    var one = new OpenTime(Duration.ofSeconds(1), new SplittableRandom(1)).next(1);
    var other = new OpenTime(Duration.ofSeconds(1), new SplittableRandom(2)).next(1);
    assertThat(one).isNotEqualTo(other);
  }
}
