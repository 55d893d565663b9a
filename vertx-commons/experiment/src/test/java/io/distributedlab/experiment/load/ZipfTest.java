package io.distributedlab.experiment.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfTest {
  @Test
  void popularityFollowsTheLaw() {
    var zipf = new Zipf(500, 0.9);
    int[] drawn = new int[500];
    var random = new SplittableRandom(5);
    for (int i = 0; i < 200_000; i++) {
      drawn[zipf.next(random)]++;
    }
    for (int rank : new int[] {0, 1, 9, 99}) {
      double expected = 200_000 * zipf.probability(rank);
      assertThat((double) drawn[rank]).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }
    assertThat(zipf.probability(0) / zipf.probability(9))
        .isCloseTo(Math.pow(10, 0.9), within(1e-9));
  }

  @Test
  void exponentZeroIsUniform() {
    var uniform = new Zipf(4, 0);
    assertThat(uniform.probability(0)).isEqualTo(0.25);
    assertThat(uniform.probability(3)).isEqualTo(0.25);
  }

  @Test
  void oneKeyIsAlwaysDrawn() {
    assertThat(new Zipf(1, 1).next(new SplittableRandom(1))).isZero();
  }

  @Test
  void noKeysAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Zipf(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Zipf(3, -1));
  }
}
