package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.week45.LagReport.Status;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LagEstimatorTest {
  private final LagEstimator estimator = new LagEstimator();

  @Test
  void ratesAndForecastAreThoseOfTheWindow() {
    var report = after(10, second -> 1000 + 100 * second, second -> 150 * second, 1);
    assertThat(report.total()).isEqualTo(1000 - 500);
    assertThat(report.lambda()).isEqualTo(100);
    assertThat(report.mu()).isEqualTo(150);
    assertThat(report.rateOfChange()).isEqualTo(-50);
    assertThat(report.drainSec()).isEqualTo(10);
    assertThat(report.status()).isEqualTo(Status.OK);
  }

  @Test
  void aLagThatGrowsHasNoEnd() {
    var report = after(10, second -> 200 * second, second -> 50 * second, 1);
    assertThat(report.drainSec()).isNull();
    assertThat(report.status()).isEqualTo(Status.LAGGING);
    assertThat(report.lagMs()).isEqualTo(7500);
  }

  @Test
  void commitsThatStandStillAreStalled() {
    assertThat(after(10, second -> 200 + second, second -> 50, 1).status())
        .isEqualTo(Status.STALLED);
  }

  @Test
  void aTopicWithoutTrafficIsFine() {
    assertThat(after(10, second -> 200, second -> 200, 1).status()).isEqualTo(Status.OK);
  }

  @Test
  void aTrendNeedsAWindow() {
    assertThat(after(4, second -> 200 * second, second -> 0, 1).status()).isEqualTo(Status.OK);
    assertThat(after(1, second -> 200, second -> 0, 0).status()).isEqualTo(Status.NO_MEMBERS);
  }

  @Test
  void anotherTopicBeginsAnew() {
    after(10, second -> 200 * second, second -> 0, 1);
    var other = estimator.report(Topic.ORDERS_P1, snapshot(7, 7, 1), 11_000, 11_000);
    assertThat(other.lambda()).isZero();
    assertThat(other.status()).isEqualTo(Status.OK);
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 0, 0", "100, 5, 15, 10"})
  void drainIsLagOverTheDifference(long lag, double lambda, double mu, double expected) {
    assertThat(LagEstimator.drainSec(lag, lambda, mu)).isEqualTo(expected);
  }

  private LagReport after(
      int reports, LongUnaryOperator end, LongUnaryOperator committed, int members) {
    for (int second = 0; second < reports; second++) {
      report(second, end, committed, members);
    }
    return report(reports, end, committed, members);
  }

  private LagReport report(
      int second, LongUnaryOperator end, LongUnaryOperator committed, int members) {
    var now = snapshot(end.applyAsLong(second), committed.applyAsLong(second), members);
    return estimator.report(Topic.ORDERS, now, second * 1000.0, second * 1000L);
  }

  private static OffsetReader.Snapshot snapshot(long end, long committed, int members) {
    return new OffsetReader.Snapshot(
        List.of(new OffsetReader.Offsets(0, end, committed, "consumer-1-1")), members);
  }
}
