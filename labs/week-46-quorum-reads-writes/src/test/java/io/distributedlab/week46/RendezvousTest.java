package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousTest {
  private static final List<String> KEYS =
      IntStream.range(0, 5000).mapToObj(i -> "key-" + i).toList();

  @Test
  void everyNodeIsInTheOrderWhateverOrderTheyAreGivenIn() {
    for (var key : KEYS) {
      assertThat(Rendezvous.order(key, Replicas.NAMES))
          .containsExactlyInAnyOrderElementsOf(Replicas.NAMES)
          .isEqualTo(Rendezvous.order(key, Replicas.NAMES.reversed()));
    }
  }

  @Test
  void keysAreSpreadEvenlyOverFirstAndSecondHomes() {
    var homes = new HashMap<List<String>, Integer>();
    KEYS.forEach(
        key -> homes.merge(Rendezvous.order(key, Replicas.NAMES).subList(0, 2), 1, Integer::sum));
    assertThat(homes).hasSize(20);
    // 250 expected, standard deviation 15.4
    assertThat(homes.values()).allSatisfy(count -> assertThat(count).isCloseTo(250, within(77)));
  }

  @Test
  void aNodeThatLeavesMovesOnlyItsOwnKeys() {
    var without = Replicas.NAMES.subList(0, 4);
    for (var key : KEYS) {
      var before =
          Rendezvous.order(key, Replicas.NAMES).stream().filter(without::contains).toList();
      assertThat(Rendezvous.order(key, without)).isEqualTo(before);
    }
  }
}
