package io.distributedlab.experiment.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TheoryTest {
  @Test
  void oneSlowServerInAHundredSlowsMostPages() {
    assertThat(1 - OrderStatistics.slowestOf(100, 0.99)).isCloseTo(0.634, within(0.0005));
    assertThat(1 - OrderStatistics.slowestOf(20, 0.99)).isCloseTo(0.182, within(0.0005));
  }

  @Test
  void kthOfNSpansFastestToSlowest() {
    assertThat(OrderStatistics.kthOf(1, 3, 0.4))
        .isCloseTo(OrderStatistics.fastestOf(3, 0.4), within(1e-12));
    assertThat(OrderStatistics.kthOf(3, 3, 0.4)).isCloseTo(0.4 * 0.4 * 0.4, within(1e-12));
    assertThat(OrderStatistics.kthOf(2, 3, 0.5)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void rankOfKthInvertsKthOf() {
    double rank = OrderStatistics.rankOfKth(2, 3, 0.99);
    assertThat(OrderStatistics.kthOf(2, 3, rank)).isCloseTo(0.99, within(1e-9));
  }

  /** Poker hands: aces among five cards. */
  @ParameterizedTest
  @CsvSource({"0, 0.658842", "1, 0.299474", "2, 0.039930", "3, 0.001736", "4, 0.0000185"})
  void hypergeometricCountsAcesInAHand(int aces, double probability) {
    assertThat(Sampling.hypergeometric(52, 4, 5, aces)).isCloseTo(probability, within(1e-6));
  }

  @Test
  void hypergeometricOutsideItsRangeIsZero() {
    assertThat(Sampling.hypergeometric(5, 3, 4, 1)).isZero();
    assertThat(Sampling.hypergeometric(5, 3, 4, 4)).isZero();
  }

  @Test
  void binomialSumsToOne() {
    double sum = 0;
    for (int k = 0; k <= 30; k++) {
      sum += Sampling.binomial(30, k, 0.3);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(Sampling.binomial(3, 3, 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 5, 62", "0.3, 5, 586.4", "0.2, 5, 3905", "1, 5, 5"})
  void drawsUntilFiveInARow(double p, int run, double draws) {
    assertThat(Sampling.drawsUntilRun(p, run)).isCloseTo(draws, within(0.5));
  }

  @Test
  void twentyThreePeopleShareABirthday() {
    assertThat(Collisions.birthday(22, 365)).isCloseTo(0.4757, within(0.0001));
    assertThat(Collisions.birthday(23, 365)).isCloseTo(0.5073, within(0.0001));
    assertThat(Collisions.birthday(366, 365)).isEqualTo(1);
  }

  @Test
  void shortCodesCollide() {
    assertThat(Collisions.pairs(200_000, Math.pow(2, 28))).isCloseTo(74.5, within(0.05));
    assertThat(Collisions.pairs(200_000, Math.pow(2, 41))).isCloseTo(0.009, within(0.0005));
    assertThat(Collisions.redraws(1000, 4096)).isCloseTo(146, within(2.0));
    assertThat(Collisions.distinct(100, 100)).isCloseTo(63.4, within(0.05));
  }

  @Test
  void tokenBucketAdmitsRatePlusBurst() {
    var bucket = new TokenBucket(50, 10);
    assertThat(bucket.admitted(100, 3)).isEqualTo(160);
    assertThat(bucket.admitted(20, 3)).isEqualTo(60);
    assertThat(bucket.secondsUntilEmpty(100)).isEqualTo(0.2);
    assertThat(bucket.secondsUntilEmpty(50)).isInfinite();
  }

  /** Published table of false positives: bits per key, hashes, rate. */
  @ParameterizedTest
  @CsvSource({"8, 6, 0.0216", "10, 7, 0.00819", "16, 11, 0.000459", "4, 3, 0.147"})
  void bloomAgreesWithThePublishedTable(double bitsPerKey, int hashes, double rate) {
    assertThat(Sketches.bloomFalsePositive(bitsPerKey, 1, hashes))
        .isCloseTo(rate, within(rate * 0.005));
    assertThat(Sketches.bloomHashes(bitsPerKey, 1)).isEqualTo(hashes);
  }

  @Test
  void hyperLogLogWith2048RegistersErrsByTwoPercent() {
    assertThat(Sketches.hyperLogLogError(2048)).isCloseTo(0.023, within(0.0005));
    assertThat(Sketches.hyperLogLogError(16384)).isCloseTo(0.0081, within(0.0001));
  }

  @Test
  void impossibleProbabilitiesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> OrderStatistics.slowestOf(2, 1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> Sampling.drawsUntilRun(-0.1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> OrderStatistics.kthOf(4, 3, 0.5));
  }
}
