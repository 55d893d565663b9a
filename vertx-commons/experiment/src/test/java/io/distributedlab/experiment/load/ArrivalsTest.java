package io.distributedlab.experiment.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void constantDoesNotDrift() {
    long[] offsets = offsets(Arrivals.constant(3), 100 * SECOND, 1);
    assertThat(offsets).hasSize(300).startsWith(0, 333_333_333, 666_666_667);
    assertThat(offsets[297]).isEqualTo(99 * SECOND);
  }

  @Test
  void poissonHasItsRateAndExponentialGaps() {
    long[] offsets = offsets(Arrivals.poisson(200), 100 * SECOND, 7);
    assertThat(offsets.length).isCloseTo(20_000, within(3 * 142));
    assertThat(offsets).isSorted();
    double[] gaps = new double[offsets.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (offsets[i + 1] - offsets[i]) / 1e6;
    }
    double mean = Arrays.stream(gaps).average().orElseThrow();
    double variance =
        Arrays.stream(gaps).map(gap -> (gap - mean) * (gap - mean)).sum() / gaps.length;
    assertThat(mean).isCloseTo(5, within(0.15));
    assertThat(Math.sqrt(variance)).isCloseTo(mean, within(0.2));
    double longGaps = Arrays.stream(gaps).filter(gap -> gap > 5).count() / (double) gaps.length;
    assertThat(longGaps).isCloseTo(Math.exp(-1), within(0.015));
  }

  @Test
  void aSeedRepeatsAndAnotherDiffers() {
    assertThat(offsets(Arrivals.poisson(50), SECOND, 3))
        .isEqualTo(offsets(Arrivals.poisson(50), SECOND, 3))
        .isNotEqualTo(offsets(Arrivals.poisson(50), SECOND, 4));
  }

  @Test
  void aShorterRunIsAPrefixOfALongerOne() {
    long[] whole = offsets(Arrivals.poisson(50), 4 * SECOND, 3);
    long[] part = offsets(Arrivals.poisson(50), SECOND, 3);
    assertThat(Arrays.copyOf(whole, part.length)).isEqualTo(part);
  }

  @Test
  void burstsComeTogether() {
    long[] offsets = offsets(Arrivals.bursts(3, Duration.ofMillis(400)), SECOND, 1);
    assertThat(offsets)
        .containsExactly(
            0, 0, 0, 400_000_000, 400_000_000, 400_000_000, 800_000_000, 800_000_000, 800_000_000);
    assertThat(offsets(Arrivals.burst(50), SECOND, 1)).hasSize(50).containsOnly(0);
  }

  @Test
  void aScriptIsSortedAndCutAtTheEnd() {
    var script =
        Arrivals.scripted(Duration.ofMillis(990), Duration.ofMillis(10), Duration.ofMillis(1000));
    assertThat(offsets(script, SECOND, 1)).containsExactly(10_000_000, 990_000_000);
  }

  @Test
  void ratesChangeOnTheWay() {
    var falling = Arrivals.constant(100).then(Duration.ofSeconds(1), Arrivals.constant(10));
    long[] offsets = offsets(falling, 3 * SECOND, 1);
    assertThat(offsets).hasSize(120).isSorted();
    assertThat(Arrays.stream(offsets).filter(at -> at < SECOND).count()).isEqualTo(100);
  }

  @Test
  void anUnboundedScheduleIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.constant(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.poisson(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> offsets(Arrivals.constant(1e6), 3 * SECOND, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> offsets(Arrivals.poisson(1e6), 3 * SECOND, 1));
  }

  @Test
  void loadsOfOneNameShareTheirArrivalsWhateverTheirTarget() {
    var naive = Load.get("a", "/x").arriving(Arrivals.poisson(50)).lasting(Duration.ofSeconds(2));
    var fixed = Load.get("b", "/y").arriving(Arrivals.poisson(50)).lasting(Duration.ofSeconds(2));
    assertThat(naive.schedule(9)).isEqualTo(fixed.schedule(9));
    assertThat(naive.schedule(9)).isNotEqualTo(fixed.named("other").schedule(9));
    assertThat(naive.schedule(9)).isEqualTo(fixed.named("other").mirroring("load").schedule(9));
  }

  private static long[] offsets(Arrivals arrivals, long length, long seed) {
    return arrivals.offsets(length, new SplittableRandom(seed));
  }
}
