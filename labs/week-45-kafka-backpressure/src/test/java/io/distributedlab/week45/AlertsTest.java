package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.week45.Alerts.Level;
import io.distributedlab.week45.LagReport.Status;
import io.distributedlab.week45.Recommendation.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is raised and what is recommended, by report. */
class AlertsTest {
  private final Alerts alerts = new Alerts();

  @Test
  void aThresholdIsRaisedOnceWhenItIsPassedUpwards() {
    for (long total : new long[] {99, 100, 200, 500, 600, 200, 50, 100}) {
      alerts.heard(Reports.of(total, 10, 5, 1, Status.OK));
    }
    assertThat(alerts.latest(10))
        .extracting(Alerts.Alert::level)
        .containsExactly(Level.WARNING, Level.CRITICAL, Level.WARNING);
  }

  @Test
  void aStalledOrDesertedGroupIsCritical() {
    alerts.heard(Reports.of(10, 10, 0, 1, Status.STALLED));
    alerts.heard(Reports.of(10, 10, 0, 1, Status.STALLED));
    alerts.heard(Reports.of(10, 10, 0, 0, Status.NO_MEMBERS));
    assertThat(alerts.latest(10))
        .extracting(Alerts.Alert::message)
        .containsExactly("the group is no members", "the group is stalled");
    assertThat(alerts.latest(1)).hasSize(1);
  }

  @Test
  void nobodyIsMissedWhenThereIsNothingToDo() {
    alerts.heard(Reports.of(0, 0, 0, 0, Status.NO_MEMBERS));
    assertThat(alerts.latest(10)).isEmpty();
  }

  @Test
  void fiftyAreKept() {
    for (int i = 0; i < 100; i++) {
      alerts.heard(Reports.of(100, 10, 5, 1, Status.OK));
      alerts.heard(Reports.of(0, 10, 5, 1, Status.OK));
    }
    assertThat(alerts.latest(100)).hasSize(50);
    alerts.clear();
    assertThat(alerts.latest(100)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "99, 10, 0, 1, OK, NONE",
    "100, 10, 20, 1, OK, RECOVERING",
    "499, 10, 5, 1, LAGGING, WATCH",
    "500, 10, 5, 1, LAGGING, SCALE",
    "500, 10, 5, 6, LAGGING, SPEED_UP",
    "500, 10, 0, 1, STALLED, SPEED_UP",
    "500, 10, 0, 0, NO_MEMBERS, SCALE",
  })
  void recommendsByLagTrendAndRoom(
      long total, double lambda, double mu, int members, Status status, Action expected) {
    assertThat(Recommendation.of(Reports.of(total, lambda, mu, members, status)).action())
        .isEqualTo(expected);
  }
}
