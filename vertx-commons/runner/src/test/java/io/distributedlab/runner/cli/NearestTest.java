package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "same, same, 0",
    "'', abc, 3",
    "abc, '', 3",
    "saga, sage, 1",
    "flaw, lawn, 2"
  })
  void distanceCountsTheLettersToChange(String left, String right, int distance) {
    assertThat(Nearest.distance(left, right)).isEqualTo(distance);
  }

  @Test
  void theNearestComesFirstAndTheFarAreLeftOut() {
    var names = List.of("saga-pattern", "load-shedding", "zuul-load-shedding");
    assertThat(Nearest.to("load-sheding", names)).containsExactly("load-shedding");
    assertThat(Nearest.to("shedding", names))
        .containsExactly("load-shedding", "zuul-load-shedding");
    assertThat(Nearest.to("xyzzy", names)).isEmpty();
  }
}
