package io.distributedlab.week51;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkEstimateTest {
  private static final double FLOOR = 7;

  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
  private final WorkEstimate estimate = new WorkEstimate(clock, () -> FLOOR);

  @Test
  void itIsTheFloorUntilThereAreFiftySamples() {
    add(49, 200);
    assertThat(estimate.millis()).isEqualTo(FLOOR);
    add(1, 200);
    assertThat(estimate.millis()).isEqualTo(200);
  }

  /** Nearest rank: of 1 to 100 the 90th. */
  @Test
  void itIsTheNinetiethPercentile() {
    IntStream.rangeClosed(1, 100).forEach(i -> estimate.add(101 - i));
    assertThat(estimate.millis()).isEqualTo(90);
  }

  @Test
  void aTenthOfSlowWorkDoesNotMoveItMoreDoes() {
    add(90, 50);
    add(10, 1500);
    assertThat(estimate.millis()).isEqualTo(50);
    add(2, 1500);
    assertThat(estimate.millis()).isEqualTo(1500);
  }

  @Test
  void samplesCountForTenSeconds() {
    add(60, 1000);
    clock.advance(WorkEstimate.WINDOW);
    assertThat(estimate.millis()).isEqualTo(1000);
    clock.advance(Duration.ofNanos(1));
    assertThat(estimate.samples()).isZero();
    assertThat(estimate.millis()).isEqualTo(FLOOR);
  }

  @Test
  void newSamplesReplaceOldOnesAsTheyAge() {
    add(60, 1000);
    clock.advance(Duration.ofSeconds(6));
    add(60, 200);
    assertThat(estimate.millis()).isEqualTo(1000);
    clock.advance(Duration.ofSeconds(5));
    assertThat(estimate.millis()).isEqualTo(200);
  }

  @Test
  void itHoldsOnlyTheNewestThousand() {
    add(WorkEstimate.MOST, 1000);
    add(WorkEstimate.MOST, 200);
    assertThat(estimate.samples()).isEqualTo(WorkEstimate.MOST);
    assertThat(estimate.millis()).isEqualTo(200);
  }

  @Test
  void itCanForget() {
    add(60, 1000);
    estimate.forget();
    assertThat(estimate.millis()).isEqualTo(FLOOR);
  }

  private void add(int times, double millis) {
    IntStream.range(0, times).forEach(i -> estimate.add(millis));
  }
}
