package io.distributedlab.week51;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocalWorkTest {
  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
  private final LocalWork work = new LocalWork(Duration.ofMillis(200), clock);

  @Test
  void beforeItBeginsAllOfItIsLeft() {
    pass(50);
    assertThat(work.leftMs()).isEqualTo(200);
    assertThat(work.doneMs()).isZero();
  }

  @Test
  void stoppedOnTheWayTheRestIsSaved() {
    pass(50);
    work.begin();
    pass(80);
    assertThat(work.leftMs()).isEqualTo(120);
    work.end();
    pass(1000);
    assertThat(work.doneMs()).isEqualTo(80);
    assertThat(work.leftMs()).isEqualTo(120);
  }

  @Test
  void aLateTimerLeavesNothingToSave() {
    work.begin();
    pass(203);
    work.end();
    assertThat(work.doneMs()).isEqualTo(203);
    assertThat(work.leftMs()).isZero();
  }

  private void pass(int millis) {
    clock.advance(Duration.ofMillis(millis));
  }
}
