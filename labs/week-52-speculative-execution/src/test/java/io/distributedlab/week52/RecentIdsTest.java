package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {
  @Test
  void aNameIsTakenOnceAndTheOldestIsForgotten() {
    var recent = new RecentIds(2);
    recent.add("a");
    recent.add("b");
    recent.add("c");
    assertThat(recent.take("a")).isFalse();
    assertThat(recent.take("b")).isTrue();
    assertThat(recent.take("b")).isFalse();
    assertThat(recent.take("c")).isTrue();
  }
}
