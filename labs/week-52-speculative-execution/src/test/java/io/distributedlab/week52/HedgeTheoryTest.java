package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The price of p99: by formula, and by a simulation that knows no formula. */
class HedgeTheoryTest {
  private static final int N = 400_000;

  private final HedgeTheory theory = HedgeTheory.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    // delay, extra load, p99
    "37, 0.51, 112",
    "50, 0.37, 124",
    "100, 0.05, 166",
    "200, 0.03, 239",
    "100000, 0, 300"
  })
  void theTable(double delay, double extra, double p99) {
    assertThat(theory.extraLoad(delay)).isCloseTo(extra, within(0.006));
    assertThat(theory.hedged(delay).percentile(99)).isCloseTo(p99, within(1.0));
    var random = new SplittableRandom(11);
    var latencies =
        IntStream.range(0, N).mapToDouble(i -> hedged(delay, random)).sorted().toArray();
    assertThat(latencies[N * 99 / 100]).isCloseTo(theory.hedged(delay).percentile(99), within(3.0));
  }

  @Test
  void aPageHasTheTailOfTwentyCalls() {
    assertThat(HedgeTheory.pagesWithOneAbove(theory.direct(), 310, 20))
        .isCloseTo(0.17, within(0.01));
    assertThat(HedgeTheory.pagesWithOneAbove(theory.hedged(100), 310, 20))
        .isCloseTo(0.006, within(0.002));
  }

  private static double hedged(double delay, SplittableRandom random) {
    double first = LatencyModel.DEFAULT.sample(random);
    double second = LatencyModel.DEFAULT.sample(random);
    return Math.min(first, delay + second);
  }
}
