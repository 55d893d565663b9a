package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkTest {
  private final Watermark mark = new Watermark();

  @Test
  void stopsAtTheHighMarkAndGoesOnAtTheLowOne() {
    assertThat(mark.full(199, 200, 100)).isFalse();
    assertThat(mark.full(200, 200, 100)).isTrue();
    assertThat(mark.full(101, 200, 100)).isTrue();
    assertThat(mark.full(100, 200, 100)).isFalse();
    assertThat(mark.full(150, 200, 100)).isFalse();
  }
}
