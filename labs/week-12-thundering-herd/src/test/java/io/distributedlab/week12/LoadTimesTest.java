package io.distributedlab.week12;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTimesTest {
  @Test
  void loadsNearTheFirstAreOneHerd() {
    var times = new LoadTimes(List.of(1500.0, 10.0, 0.0, 290.0, 1510.0, 3000.0));
    assertThat(times.herds(300)).containsExactly(3, 2, 1);
    assertThat(new LoadTimes(List.of()).herds(300)).isEmpty();
  }

  @Test
  void aHerdEndsSoLongAfterItsFirstLoadAndNotAfterItsLast() {
    assertThat(new LoadTimes(List.of(0.0, 200.0, 400.0)).herds(300)).containsExactly(2, 1);
  }

  @Test
  void thePeakIsTheFullestWindow() {
    var times = new LoadTimes(List.of(0.0, 90.0, 95.0, 180.0, 500.0));
    assertThat(times.peak(100)).isEqualTo(3);
    assertThat(new LoadTimes(List.of()).peak(100)).isZero();
  }
}
