package io.distributedlab.runner.exercise;

import io.distributedlab.experiment.Verdict;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What became of an answer.
 *
 * @param verdict HOLDS when the exercise is solved
 * @param lines what was measured and, if it is not solved, what that says about the answer
 * @param error of numbers given before measuring: the largest relative distance from what was
 *     measured
 */
public record Finding(Verdict verdict, List<String> lines, OptionalDouble error) {
  public Finding {
    lines = List.copyOf(lines);
  }

  /** Of words that nobody measures: the learner compares them with the model answer. */
  public static Finding comparison(Exercise exercise) {
    return new Finding(
        Verdict.HOLDS, List.of("A model answer:", exercise.model()), OptionalDouble.empty());
  }

  public boolean solved() {
    return verdict == Verdict.HOLDS;
  }
}
