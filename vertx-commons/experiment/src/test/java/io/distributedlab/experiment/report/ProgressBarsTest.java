package io.distributedlab.experiment.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ProgressBars bars = new ProgressBars(new PrintStream(shown, true, UTF_8), 100);

  @Test
  void aPhaseWithLoadFillsItsLength() {
    bars.phaseBegins("chain", 2, 5, Duration.ofMillis(800));
    bars.phaseGoesOn(Duration.ofMillis(900));
    bars.phaseEnds("chain", List.of());
    assertThat(shown.toString(UTF_8)).contains("2/5 chain", "100%", "800/800 ms");
  }

  @Test
  void onePhaseWithoutShowsWhatItTook() {
    bars.phaseBegins("virtual time", 1, 1, Duration.ZERO);
    bars.phaseGoesOn(Duration.ofMillis(300));
    bars.phaseEnds("virtual time", List.of());
    assertThat(shown.toString(UTF_8)).contains("1/1 virtual time", "100%", "300/300 ms");
  }
}
