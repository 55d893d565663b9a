package io.distributedlab.week12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XFetchTest {
  private static final double PER_MS = 0.2;
  private static final double DELTA_MS = 150;
  private static final int CYCLES = 10_000;

  @Test
  void nothingIsEarlyWhenTheDrawIsOneOrALoadTakesNoTime() {
    assertThat(XFetch.early(1, DELTA_MS, 1, 1)).isFalse();
    assertThat(XFetch.early(0.001, 0, 1, 1e-300)).isFalse();
    assertThat(XFetch.early(0, DELTA_MS, 1, 1)).isTrue();
  }

  @Test
  void theThresholdIsTheOneOfTheFormula() {
    var draw = Math.exp(-2);
    assertThat(XFetch.early(299.9, DELTA_MS, 1, draw)).isTrue();
    assertThat(XFetch.early(300.1, DELTA_MS, 1, draw)).isFalse();
    assertThat(XFetch.early(599.9, DELTA_MS, 2, draw)).isTrue();
  }

  /** A hot key in virtual time: who decides while the first one loads, loads as well. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1})
  void loadsPerCycleAreAsPredictedAndIndependentOfTheRate(double beta) {
    var cycles = Cycles.run(CYCLES, PER_MS, DELTA_MS, beta, new SplittableRandom(7));
    double expected = XFetch.loadsPerCycle(beta);
    assertThat(cycles.loadsPerLife()).isCloseTo(expected, within(0.1 * expected));
  }

  @Test
  void theLeadIsAsPredicted() {
    var cycles = Cycles.run(CYCLES, PER_MS, DELTA_MS, 1, new SplittableRandom(8));
    double expected = XFetch.leadMs(PER_MS * 1000, DELTA_MS, 1);
    assertThat(cycles.leadMs()).isCloseTo(expected, within(0.1 * expected));
  }
}
