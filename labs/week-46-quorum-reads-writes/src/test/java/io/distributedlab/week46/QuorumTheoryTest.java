package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuorumTheoryTest {
  private static final int ROUNDS = 100_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void agreesWithAMonteCarlo(int k) {
    var random = new SplittableRandom(46);
    var ranges = List.copyOf(ServiceTime.RANGES.values());
    var kth =
        IntStream.range(0, ROUNDS)
            .mapToDouble(
                round ->
                    ranges.stream()
                        .mapToDouble(range -> random.nextDouble(range.low(), range.high()))
                        .sorted()
                        .skip(k - 1)
                        .findFirst()
                        .orElseThrow())
            .sorted()
            .toArray();
    var theory = QuorumTheory.kthFastest(k, ranges);
    assertThat(theory.percentile(50)).isCloseTo(kth[ROUNDS / 2], within(0.15));
    assertThat(theory.percentile(95)).isCloseTo(kth[ROUNDS * 95 / 100], within(0.15));
  }

  @Test
  void availabilityOfFiveCoins() {
    assertThat(QuorumTheory.availability(1, 0.5)).isCloseTo(31 / 32.0, within(1e-12));
    assertThat(QuorumTheory.availability(3, 0.5)).isCloseTo(16 / 32.0, within(1e-12));
    assertThat(QuorumTheory.availability(5, 0.5)).isCloseTo(1 / 32.0, within(1e-12));
  }
}
