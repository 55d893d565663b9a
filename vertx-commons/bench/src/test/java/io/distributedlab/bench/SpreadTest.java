package io.distributedlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theIntervalOfThirtyTwoValuesIsFromTheEleventhToTheTwentySecond() {
    var spread = Spread.of(IntStream.rangeClosed(1, 32).mapToDouble(i -> 33 - i));

    assertThat(spread.median()).isEqualTo(16.5);
    assertThat(spread.low()).isEqualTo(11);
    assertThat(spread.high()).isEqualTo(22);
    assertThat(spread.min()).isEqualTo(1);
    assertThat(spread.max()).isEqualTo(32);
  }

  @Test
  void theVerdictTakesSidesOnlyWhenTheWholeIntervalIsOnOne() {
    var ratio = Spread.of(DoubleStream.of(0.8, 0.9, 1.0));

    assertThat(Verdict.of(ratio, 0.8)).isEqualTo(Verdict.MET);
    assertThat(Verdict.of(ratio, 0.85)).isEqualTo(Verdict.UNCLEAR);
    assertThat(Verdict.of(ratio, 1.0)).isEqualTo(Verdict.UNCLEAR);
    assertThat(Verdict.of(ratio, 1.01)).isEqualTo(Verdict.MISSED);
  }
}
