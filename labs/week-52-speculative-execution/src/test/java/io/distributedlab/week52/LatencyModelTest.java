package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyModelTest {
  private static final int N = 200_000;

  private final LatencyModel model = LatencyModel.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "20, 0",
    "21, 0",
    "30, 0.25",
    "37.2, 0.497",
    "50, 0.6286",
    "100, 0.95",
    "200, 0.97",
    "300, 0.99",
    "450, 0.99632",
    "899, 0.99982",
    "900, 1"
  })
  void distributionFunction(double ms, double share) {
    assertThat(model.cdf(ms)).isCloseTo(share, within(2e-3));
  }

  @Test
  void samplesFollowTheDistributionFunction() {
    double[] sorted = samples(new SplittableRandom(5));
    double worst =
        IntStream.range(0, N)
            .mapToDouble(i -> Math.abs(model.cdf(sorted[i]) - (i + 0.5) / N))
            .max()
            .orElseThrow();
    assertThat(worst).isLessThan(1.95 / Math.sqrt(N)); // Kolmogorov, one in a thousand
    assertThat(Arrays.stream(sorted).average().orElseThrow()).isCloseTo(model.mean(), within(0.5));
    assertThat(model.mean()).isCloseTo(56.7, within(0.05));
  }

  @Test
  void theSameNameHasTheSameLuckAndOthersHaveTheirOwn() {
    assertThat(model.sample(Draw.of("a1"))).isEqualTo(model.sample(Draw.of("a1")));
    var here = IntStream.range(0, 20_000).mapToDouble(i -> sample(i + "@backend-1")).toArray();
    var there = IntStream.range(0, 20_000).mapToDouble(i -> sample(i + "@backend-2")).toArray();
    double bothSlow =
        IntStream.range(0, here.length).filter(i -> here[i] > 100 && there[i] > 100).count();
    assertThat(bothSlow / here.length).isCloseTo(0.05 * 0.05, within(0.0012));
  }

  @Test
  void equalQuantilesAreAConstantBody() {
    var flat = new LatencyModel(0, 0, 0);
    assertThat(flat.sample(new SplittableRandom(1))).isZero();
    assertThat(flat.cdf(0)).isEqualTo(1);
  }

  private double sample(String name) {
    return model.sample(Draw.of(name));
  }

  private double[] samples(SplittableRandom random) {
    return IntStream.range(0, N).mapToDouble(i -> model.sample(random)).sorted().toArray();
  }
}
