package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackendSelectorTest {
  private final BackendSelector three = new BackendSelector(3, new SplittableRandom(1));

  @Test
  void roundRobin() {
    assertThat(IntStream.range(0, 7).map(i -> three.next())).containsExactly(0, 1, 2, 0, 1, 2, 0);
  }

  @Test
  void anExtraAttemptGoesElsewhereAndTakesNobodysTurn() {
    assertThat(three.next()).isZero();
    assertThat(three.untried(List.of(0))).isEqualTo(1);
    assertThat(three.untried(List.of(0, 1))).isEqualTo(2);
    assertThat(three.untried(List.of(1))).isEqualTo(2);
    assertThat(three.next()).isEqualTo(1);
  }

  @Test
  void leastLoadedOfTheUntried() {
    begin(0, 5);
    begin(1, 3);
    begin(2, 4);
    assertThat(three.leastLoaded(List.of(0))).isEqualTo(1);
    assertThat(three.leastLoaded(List.of(1))).isEqualTo(2);
    three.ended(2);
    three.ended(2);
    assertThat(three.leastLoaded(List.of(0))).isEqualTo(2);
    assertThat(three.inFlight()).isEqualTo(10);
  }

  @Test
  void twoChoicesNeverTakeTheBusiestAndSpreadTheRest() {
    begin(1, 9);
    var chosen = IntStream.range(0, 3000).map(i -> three.lessLoadedOfTwo()).boxed().toList();
    assertThat(chosen).doesNotContain(1);
    assertThat(chosen.stream().filter(b -> b == 0).count()).isBetween(1350L, 1650L);
  }

  private void begin(int backend, int times) {
    IntStream.range(0, times).forEach(i -> three.began(backend));
  }
}
