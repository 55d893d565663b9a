package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlidingQuantileTest {
  private static final Percentage TWO_DIGITS = Percentage.withPercentage(1);

  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
  private final SlidingQuantile window = new SlidingQuantile(Duration.ofSeconds(10), clock::nanos);

  @ParameterizedTest
  @CsvSource({"0.5, 500", "0.95, 950", "0.99, 990", "0.999, 999"})
  void quantilesOfOneToAThousand(double q, long expected) {
    IntStream.rangeClosed(1, 1000).forEach(ms -> window.record(Duration.ofMillis(ms)));
    assertThat(window.count()).isEqualTo(1000);
    assertThat(window.quantile(q).toNanos() / 1e6).isCloseTo((double) expected, TWO_DIGITS);
  }

  @Test
  void whatIsOlderThanTheWindowIsForgotten() {
    window.record(Duration.ofMillis(900));
    clock.advance(Duration.ofSeconds(5));
    assertThat(window.count()).isEqualTo(1);
    window.record(Duration.ofMillis(10));
    clock.advance(Duration.ofSeconds(5));
    assertThat(window.count()).isEqualTo(1);
    assertThat((double) window.quantile(1).toMillis()).isCloseTo(10, TWO_DIGITS);
  }

  @Test
  void aLongSilenceForgetsEverything() {
    window.record(Duration.ofMillis(900));
    clock.advance(Duration.ofMinutes(3));
    assertThat(window.count()).isZero();
    assertThat(window.quantile(0.95)).isZero();
    window.record(Duration.ofMillis(10));
    clock.advance(Duration.ofMillis(4999)); // the half-window began on a multiple of 5 s
    assertThat(window.count()).isEqualTo(1);
  }

  @Test
  void meanExcessIsWhatIsStillToCome() {
    for (int ms : new int[] {10, 20, 100, 200}) {
      window.record(Duration.ofMillis(ms));
    }
    assertThat((double) window.meanExcess(Duration.ofMillis(50)).toMillis())
        .isCloseTo(100, TWO_DIGITS);
    assertThat(window.meanExcess(Duration.ofMillis(500))).isZero();
  }
}
