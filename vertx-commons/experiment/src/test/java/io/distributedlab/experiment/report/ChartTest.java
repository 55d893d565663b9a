package io.distributedlab.experiment.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.report.Chart.Point;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
  @Test
  void aLinearAxisBeginsAtZero() {
    var axis = Axis.covering(List.of(20.0, 100.0), false, 0, 108);
    assertThat(axis.place(0)).isZero();
    assertThat(axis.place(50)).isCloseTo(50, within(1e-9));
    assertThat(axis.ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("0", "20", "40", "60", "80", "100");
  }

  @Test
  void aLogarithmicAxisHasEqualDecades() {
    var axis = Axis.covering(List.of(3.0, 1000.0), true, 0, 300);
    assertThat(axis.min()).isEqualTo(1);
    assertThat(axis.place(100) - axis.place(10))
        .isCloseTo(axis.place(10) - axis.place(1), within(1e-9));
    assertThat(axis.ticks())
        .extracting(Axis.Tick::label)
        .startsWith("1", "2", "5", "10")
        .endsWith("1000");
  }

  @Test
  void valuesOutsideStayInTheChart() {
    var axis = new Axis(1, 10, true, 0, 100);
    assertThat(axis.place(0)).isZero();
    assertThat(axis.place(1e9)).isEqualTo(100);
  }

  @Test
  void nothingToDrawIsStillAChart() {
    var chart = new Chart("empty", "s", "ms", false, true).curve("none", "red", List.of());
    assertThat(chart.isEmpty()).isTrue();
    assertThat(chart.toSvg()).contains("empty").doesNotContain("NaN");
  }

  @Test
  void pointsWithoutAValueAreLeftOut() {
    var points = List.of(new Point(0, 1), new Point(1, Double.NaN), new Point(2, 3));
    var svg = new Chart("gap", "s", "ms", false, false).curve("c", "red", points).toSvg();
    assertThat(svg).containsPattern("d=\"M[^L]+L[^L]+\"").doesNotContain("NaN");
  }

  @Test
  void attributesAreEscaped() {
    assertThat(new Svg().empty("a", "b", "\"><script>").toString())
        .isEqualTo("<a b=\"&quot;&gt;&lt;script&gt;\"/>");
  }

  @Test
  void columnsLineUp() {
    assertThat(Table.of(List.of(List.of("", "n"), List.of("long name", "12"), List.of("x", "3.5"))))
        .isEqualTo("             n\nlong name   12\nx          3.5\n");
  }

  @Test
  void barsMoveOnATerminal() {
    var seen = new ByteArrayOutputStream();
    var bars = ProgressBars.on(new PrintStream(seen, true, UTF_8), true, 80);
    bars.phaseBegins("chain", 1, 4, Duration.ofSeconds(2));
    bars.phaseGoesOn(Duration.ofSeconds(1));
    bars.phaseEnds("chain", List.of());
    assertThat(seen.toString(UTF_8)).contains("1/4 chain").contains("100%").contains("\r");
  }

  @Test
  void aPhaseWithoutALengthIsDoneAtItsEnd() {
    var seen = new ByteArrayOutputStream();
    var bars = ProgressBars.on(new PrintStream(seen, true, UTF_8), true, 80);
    bars.phaseBegins("transitions", 4, 7, Duration.ZERO);
    bars.phaseGoesOn(Duration.ofSeconds(2));
    bars.phaseEnds("transitions", List.of());
    assertThat(seen.toString(UTF_8)).contains("4/7 transitions 100%");
    seen.reset();
    bars.phaseBegins("short", 5, 7, Duration.ofMillis(600));
    bars.phaseEnds("short", List.of());
    assertThat(seen.toString(UTF_8)).contains("600/600 ms");
  }

  @Test
  void pipesGetLines() {
    var seen = new ByteArrayOutputStream();
    var lines = ProgressBars.on(new PrintStream(seen, true, UTF_8), false, 80);
    lines.phaseBegins("chain", 1, 4, Duration.ofMillis(2500));
    lines.phaseGoesOn(Duration.ofSeconds(1));
    lines.phaseEnds("chain", List.of(Measure.ms("p50", 85.25), Measure.count("lost", 0L)));
    assertThat(seen.toString(UTF_8))
        .isEqualTo("[1/4] chain, 2.50 s%n      p50 85.3 ms, lost 0%n".formatted());
  }
}
