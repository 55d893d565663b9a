package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.distributedlab.experiment.theory.Sampling;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeded runs in virtual time against the formulas. */
class SimulationTest {
  private static final int RUNS = 2000;

  @ParameterizedTest
  @CsvSource({"0.5, 62", "0.3, 586", "0.2, 3905", "1, 5"})
  void meanCallsUntilFiveFailuresInARow(double p, double known) {
    var settings = Bench.settings("{}");
    var mean = calls(Variant.CONSECUTIVE, settings, p, 1_000_000).average().orElseThrow();
    assertThat(Sampling.drawsUntilRun(p, 5)).isCloseTo(known, withinPercentage(1));
    assertThat(mean).isCloseTo(Sampling.drawsUntilRun(p, 5), withinPercentage(8));
  }

  @Test
  void aWindowOpensOnPartialFailureAndSeldomByAccident() {
    var settings = Bench.settings("{\"failure.rate\":25}");
    assertThat(share(settings, 0.4, 100)).isGreaterThanOrEqualTo(0.999);
    assertThat(share(settings, 0.05, 1000)).isBetween(0.005, 0.05);
  }

  @Test
  void theDefaultWindowDoesNotOpenOnThirtyPercentForLong() {
    assertThat(share(Bench.settings("{}"), 0.3, 20)).isBetween(0.1, 0.3);
  }

  @ParameterizedTest
  @CsvSource({"NONE", "YOURS", "THROTTLE"})
  void someNeverOpen(Variant variant) {
    var calls =
        Simulation.callsUntilOpen(variant, Bench.settings("{}"), 0, 100, new SplittableRandom(1));
    assertThat(calls).isEqualTo(101);
  }

  private static double share(BreakerSettings settings, double p, int limit) {
    return calls(Variant.WINDOW, settings, p, limit).filter(calls -> calls <= limit).count()
        / (double) RUNS;
  }

  private static IntStream calls(Variant variant, BreakerSettings settings, double p, int limit) {
    var random = new SplittableRandom(7);
    return IntStream.range(0, RUNS)
        .map(run -> Simulation.callsUntilOpen(variant, settings, p, limit, random.split()));
  }
}
