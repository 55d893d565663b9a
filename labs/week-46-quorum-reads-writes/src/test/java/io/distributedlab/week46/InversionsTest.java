package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.week46.Inversions.Read;
import java.util.List;
import org.junit.jupiter.api.Test;

class InversionsTest {
  @Test
  void newThenOldIsOne() {
    assertThat(Inversions.count(List.of(read(0, 1, 2), read(2, 3, 1)))).isEqualTo(1);
    assertThat(Inversions.count(List.of(read(2, 3, 1), read(0, 1, 2)))).isEqualTo(1);
  }

  @Test
  void oldThenNewAndSameThenSameAreNone() {
    assertThat(Inversions.count(List.of(read(0, 1, 1), read(2, 3, 2), read(4, 5, 2)))).isZero();
  }

  @Test
  void readsThatOverlapMayReturnEither() {
    assertThat(Inversions.count(List.of(read(0, 10, 2), read(5, 6, 1)))).isZero();
    assertThat(Inversions.count(List.of(read(0, 5, 2), read(5, 6, 1)))).isZero();
  }

  @Test
  void everyReadBehindTheNewestCounts() {
    assertThat(
            Inversions.count(
                List.of(read(0, 1, 3), read(2, 3, 1), read(4, 5, 2), read(6, 7, 3), read(8, 9, 2))))
        .isEqualTo(3);
  }

  private static Read read(long sent, long done, long version) {
    return new Read(sent, done, new Tag(version, "a"));
  }
}
