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

  public boolean solved() {
    return verdict == Verdict.HOLDS;
  }
}
