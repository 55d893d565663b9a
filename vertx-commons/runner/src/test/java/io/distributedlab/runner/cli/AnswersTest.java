package io.distributedlab.runner.cli;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.exercise.Check;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Check.Numbers TWO =
      numbers(
          settings -> Experiment.of("test-lab", "?"),
          near(1, "calls until it opens", "calls"),
          near(1, "p99", "ms"));

  private final List<String> asked = new ArrayList<>();

  private Answers onTerminal(String... lines) {
    var typed = new ArrayDeque<>(List.of(lines));
    return new Answers(
        "test-lab",
        3,
        null,
        question -> {
          asked.add(String.valueOf(question));
          return typed.poll();
        });
  }

  @Test
  void eachNumberIsAskedForByNameAndUnit() {
    var answers = onTerminal("62", " 0.5 ");
    assertThat(answers.numbers(answers.text(TWO), TWO)).containsExactly(62.0, 0.5);
    assertThat(asked).containsExactly("calls until it opens", "p99 in ms");
  }

  @Test
  void whatIsNoNumberIsAskedForAgain() {
    assertThat(onTerminal("sixty", "62", "0,5", "0.5").text(TWO)).isEqualTo("62,0.5");
    assertThat(asked)
        .containsExactly(
            "calls until it opens",
            "'sixty' is not a number such as 0.5. calls until it opens",
            "p99 in ms",
            "'0,5' is not a number such as 0.5. p99 in ms");
  }

  @Test
  void whoTypesNothingMoreIsToldHowToAnswer() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> onTerminal("62").text(TWO))
        .withMessageContaining("./lab check test-lab 3 --answer N,N");
  }
}
