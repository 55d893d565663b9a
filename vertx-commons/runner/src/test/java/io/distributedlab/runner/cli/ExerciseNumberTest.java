package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.runner.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExerciseNumberTest {
  @Test
  void withoutANumberItIsTheFirstUnsolved() {
    assertThat(ExerciseNumber.of(null, "lab", 3, List.of(true, false, false))).hasValue(2);
    assertThat(ExerciseNumber.of(null, "lab", 2, List.of(true, true))).isEmpty();
  }

  @Test
  void aNumberIsTaken() {
    assertThat(ExerciseNumber.of("3", "lab", 3, List.of(true, false, false))).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "4", "-1", "x", "1.5", "", "9999"})
  void anythingElseIsToldTheRange(String typed) {
    assertThatThrownBy(() -> ExerciseNumber.of(typed, "lab", 3))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("numbered 1 to 3");
  }

  @Test
  void aLabWithoutExercisesSaysSo() {
    assertThatThrownBy(() -> ExerciseNumber.of(null, "lab", 0, List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no exercises yet");
  }
}
