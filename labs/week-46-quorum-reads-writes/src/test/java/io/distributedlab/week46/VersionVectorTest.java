package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionVectorTest {
  private static final VersionVector A1 = VersionVector.NONE.next("a");
  private static final VersionVector A1B1 = A1.next("b");
  private static final VersionVector A2 = A1.next("a");

  @Test
  void whatGrewFromAnotherIncludesIt() {
    assertThat(A1B1.includes(A1)).isTrue();
    assertThat(A1.includes(A1B1)).isFalse();
    assertThat(A1.includes(A1)).isTrue();
    assertThat(A1.includes(VersionVector.NONE)).isTrue();
  }

  @Test
  void concurrentVersionsDoNotIncludeEachOther() {
    assertThat(A2.includes(A1B1)).isFalse();
    assertThat(A1B1.includes(A2)).isFalse();
  }

  @Test
  void theMergeIsTheLeastThatIncludesBoth() {
    assertThat(A2.merge(A1B1)).isEqualTo(new VersionVector(Map.of("a", 2, "b", 1)));
    assertThat(A2.merge(A1B1)).isEqualTo(A1B1.merge(A2));
  }
}
