package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void percentilesByNearestRankAndReductions() {
    var result = Comparison.of(items(1), items(2));
    assertThat(result.iterations()).isEqualTo(100);
    assertThat(result.hedged()).isEqualTo(new Comparison.Summary(1, 50.5, 50, 95, 99, 100));
    assertThat(result.reductionMs()).isEqualTo(new Comparison.Summary(1, 50.5, 50, 95, 99, 100));
    assertThat(result.reductionPercent()).isEqualTo(new Comparison.Summary(50, 50, 50, 50, 50, 50));
  }

  @Test
  void ofOneRequestEverythingIsThatOne() {
    var one = Comparison.of(items(1).subList(6, 7), items(1).subList(6, 7)).hedged();
    assertThat(one).isEqualTo(new Comparison.Summary(7, 7, 7, 7, 7, 7));
  }

  private static List<Item> items(double factor) {
    return IntStream.rangeClosed(1, 100).mapToObj(ms -> item(ms * factor)).toList();
  }

  private static Item item(double ms) {
    var hedged = new Hedged("r", "no_hedge", "direct", "backend-1", ms, 0, 0, 0, 1);
    return new Item("i", "direct", ms, hedged);
  }
}
