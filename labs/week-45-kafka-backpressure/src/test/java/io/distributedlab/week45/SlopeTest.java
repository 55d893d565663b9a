package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.distributedlab.experiment.PhaseRun.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the experiment reads from a watched metric. */
class SlopeTest {
  @Test
  void ofALineItIsItsRate() {
    assertThat(ScalePhases.slope(line(100), 0)).isCloseTo(100, within(1e-9));
    assertThat(ScalePhases.slope(line(0), 0)).isEqualTo(0.0);
  }

  @Test
  void whatWasBeforeDoesNotCount() {
    var late = new ArrayList<>(List.of(new Point(0, 5000)));
    late.addAll(line(100).subList(3, 20));
    assertThat(ScalePhases.slope(late, 300)).isCloseTo(100, within(1e-9));
  }

  @Test
  void oneStaleReadingAtTheEndHardlyMatters() {
    var readings = new ArrayList<>(line(100));
    readings.removeLast();
    readings.add(new Point(1900, 180));
    double endToEnd = 180 / 1.9;
    assertThat(endToEnd).isLessThan(95);
    assertThat(ScalePhases.slope(readings, 0)).isBetween(98.0, 100.0);
  }

  @Test
  void oneReadingHasNone() {
    assertThat(ScalePhases.slope(List.of(new Point(0, 1)), 0)).isNaN();
    assertThat(ScalePhases.slope(List.of(), 0)).isNaN();
  }

  private static List<Point> line(double perSecond) {
    return IntStream.range(0, 20).mapToObj(i -> new Point(i * 100, perSecond * i / 10)).toList();
  }
}
