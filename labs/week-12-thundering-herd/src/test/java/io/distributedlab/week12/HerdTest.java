package io.distributedlab.week12;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HerdTest {
  private final Herd herd = new Herd(() -> 3);

  @Test
  void moreThanTheThresholdIsAStampedeAndOnlyOne() {
    assertThat(enter(3)).isZero();
    assertThat(enter(10)).isEqualTo(1);
    assertThat(herd.underWay("hot")).isEqualTo(13);
  }

  @Test
  void aStampedeEndsWithItsLastLoad() {
    enter(5);
    leave(4);
    assertThat(enter(4)).isZero();
    leave(5);
    assertThat(herd.underWay("hot")).isZero();
    assertThat(enter(4)).isEqualTo(1);
  }

  @Test
  void keysAreCountedApart() {
    enter(3);
    assertThat(herd.enter("other")).isFalse();
    assertThat(herd.underWay()).isEqualTo(4);
    herd.leave("other");
    leave(3);
    assertThat(herd.underWay()).isZero();
  }

  private int enter(int loads) {
    int stampedes = 0;
    for (int i = 0; i < loads; i++) {
      stampedes += herd.enter("hot") ? 1 : 0;
    }
    return stampedes;
  }

  private void leave(int loads) {
    for (int i = 0; i < loads; i++) {
      herd.leave("hot");
    }
  }
}
