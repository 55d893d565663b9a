package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knobs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentKnobsTest {
  private final Knobs knobs = new Knobs("client", Week07Knobs.SCHEMA);

  @Test
  void setsWhatItNames() {
    EnvironmentKnobs.applyTo(
        knobs, Map.of("LAB_POLICY", "per-instance", "LAB_OPEN_MS", "300", "LAB_THROTTLE_K", "1.5"));
    assertThat(knobs.get(Week07Knobs.POLICY)).isEqualTo(Variant.PER_INSTANCE);
    assertThat(knobs.get(Week07Knobs.OPEN)).isEqualTo(Duration.ofMillis(300));
    assertThat(knobs.get(Week07Knobs.THROTTLE_K)).isEqualTo(1.5);
    assertThat(knobs.get(Week07Knobs.SLOTS)).isEqualTo(20);
  }

  @Test
  void changesNothingWithoutAVariable() {
    EnvironmentKnobs.applyTo(knobs, Map.of("PATH", "/bin"));
    assertThat(knobs.version().counter()).isZero();
  }

  @Test
  void refusesABadValueByItsName() {
    assertThatThrownBy(() -> EnvironmentKnobs.applyTo(knobs, Map.of("LAB_SLOTS", "many")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("LAB_SLOTS");
    assertThatThrownBy(() -> EnvironmentKnobs.applyTo(knobs, Map.of("LAB_SLOTS", "0")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("slots");
  }
}
