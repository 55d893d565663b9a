package io.distributedlab.experiment.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionTest {
  private final Distribution a = Distribution.uniform(30, 70);
  private final Distribution b = Distribution.uniform(20, 50);

  @Test
  void aChainIsTheSumOfItsHops() {
    var chain = a.plus(b);
    assertThat(chain.mean()).isCloseTo(85, within(0.01));
    assertThat(chain.percentile(50)).isCloseTo(85, within(0.1));
    assertThat(chain.percentile(95)).isCloseTo(109.05, within(0.1));
    assertThat(chain.percentile(99)).isCloseTo(115.1, within(0.1));
  }

  @Test
  void aFanOutIsItsSlowestBranch() {
    var fanOut = a.slowerOf(b);
    assertThat(fanOut.percentile(50)).isCloseTo(50, within(0.1));
    assertThat(fanOut.percentile(99)).isCloseTo(69.6, within(0.1));
  }

  @Test
  void hopPercentilesDoNotAddUp() {
    assertThat(a.percentile(99) + b.percentile(99)).isCloseTo(119.3, within(0.1));
  }

  @Test
  void racingTwoExponentialsHalvesTheMean() {
    var one = Distribution.exponential(20);
    assertThat(one.mean()).isCloseTo(20, within(0.05));
    assertThat(one.fasterOf(Distribution.exponential(20)).mean()).isCloseTo(10, within(0.05));
    assertThat(one.percentile(99)).isCloseTo(20 * Math.log(100), within(0.1));
  }

  @Test
  void aMixtureTakesSharesOfBoth() {
    var mixed = Distribution.constant(10).orElse(0.9, Distribution.constant(300));
    assertThat(mixed.mean()).isCloseTo(39, within(0.1));
    assertThat(mixed.percentile(89)).isCloseTo(10, within(0.1));
    assertThat(mixed.percentile(91)).isCloseTo(300, within(0.1));
  }

  @Test
  void percentileInvertsTheDistributionFunction() {
    for (double p = 1; p < 100; p += 7) {
      assertThat(a.cdf(a.percentile(p))).isCloseTo(p / 100, within(0.001));
    }
    assertThat(a.cdf(0)).isZero();
    assertThat(a.cdf(1000)).isCloseTo(1, within(1e-12));
  }

  @Test
  void gridsMustMatch() {
    var coarse = Distribution.of(1, 0, 10, x -> Math.clamp(x / 10, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> a.plus(coarse));
  }
}
