package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLagTest {
  private final TimeLag lag = new TimeLag();

  @Test
  void isNothingWhenEverythingIsCommitted() {
    assertThat(lag.ms(0, 10, 10)).isZero();
  }

  @Test
  void isTheAgeOfTheSampleThatPassedTheCommittedOffset() {
    lag.ms(0, 0, 0);
    lag.ms(1000, 100, 0);
    assertThat(lag.ms(2000, 200, 100)).isEqualTo(1000);
  }

  @Test
  void isFoundBetweenTwoSamplesByAStraightLine() {
    lag.ms(0, 0, 0);
    lag.ms(1000, 100, 0);
    assertThat(lag.ms(2000, 200, 150)).isEqualTo(500);
    assertThat(lag.ms(2500, 200, 175)).isEqualTo(750);
  }

  @Test
  void isAtLeastTheTimeOfWatchingForWhatIsOlder() {
    lag.ms(0, 100, 40);
    assertThat(lag.ms(3000, 100, 40)).isEqualTo(3000);
  }

  @Test
  void aPauseOfTheProducerIsNotAge() {
    lag.ms(0, 100, 100);
    lag.ms(5000, 100, 100);
    assertThat(lag.ms(5500, 110, 100)).isEqualTo(500);
  }
}
