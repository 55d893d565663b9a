package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.week45.LagReport.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerTest {
  private final Autoscaler scaler = new Autoscaler();

  @ParameterizedTest
  @CsvSource({"100, 0, 2", "100, 250, 3", "100, 251, 4", "0, 0, 1", "1000, 0, 6"})
  void wantsWhatLoadAndBacklogNeed(double lambda, long lag, int expected) {
    var report = Reports.of(lag, lambda, 50, 1, Status.OK);
    assertThat(Autoscaler.desired(report, 5, 50)).isEqualTo(expected);
  }

  @Test
  void knowsNothingBeforeConsumersWereBusy() {
    assertThat(scaler.decide(Reports.of(0, 100, 100, 1, Status.OK), 1, 5, 0)).isEmpty();
  }

  @Test
  void growsAtOnceAndThenWaits() {
    var busy = Reports.of(100, 100, 50, 1, Status.LAGGING);
    for (int i = 0; i < LagEstimator.WINDOW; i++) {
      assertThat(scaler.decide(busy, 1, 5, -1)).isEmpty();
    }
    assertThat(scaler.decide(busy, 1, 5, 0)).hasValue(3);
    var worse = Reports.of(1000, 100, 50, 1, Status.LAGGING);
    assertThat(scaler.decide(worse, 3, 5, 4999)).isEmpty();
    assertThat(scaler.decide(worse, 3, 5, 5000)).hasValue(6);
  }

  @Test
  void shrinksOnlyWhenThreeReportsAgree() {
    for (int i = 0; i <= LagEstimator.WINDOW; i++) {
      scaler.decide(Reports.of(1000, 100, 50, 1, Status.LAGGING), 1, 5, 0);
    }
    var calm = Reports.of(0, 40, 40, 6, Status.OK);
    var busy = Reports.of(1000, 100, 300, 6, Status.OK);
    assertThat(scaler.decide(calm, 6, 5, 10_000)).isEmpty();
    assertThat(scaler.decide(calm, 6, 5, 10_500)).isEmpty();
    assertThat(scaler.decide(busy, 6, 5, 11_000)).isEmpty();
    assertThat(scaler.decide(calm, 6, 5, 11_500)).isEmpty();
    assertThat(scaler.decide(calm, 6, 5, 12_000)).isEmpty();
    assertThat(scaler.decide(calm, 6, 5, 12_500)).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "1, 1, 0", "8, 0, 3", "8, 1, 3", "8, 2, 2", "0, 0, 0"})
  void consumersAreDealtInTurn(int total, int place, int expected) {
    assertThat(Autoscaler.share(total, place, 3)).isEqualTo(expected);
  }
}
