package io.distributedlab.runner.cli;

import io.distributedlab.experiment.Verdict;
import io.distributedlab.runner.exercise.Exercise;
import io.distributedlab.runner.exercise.Exercise.Kind;

/** The last line of a check: what became of it and what to do next. */
final class Ending {
  private Ending() {}

  static String of(String lab, Exercise exercise, int ex, Verdict verdict) {
    var hint = "./lab hint %s %d".formatted(lab, ex);
    return switch (verdict) {
      case HOLDS ->
          exercise.kind() == Kind.DESIGN
              ? "Compared. Next: ./lab check " + lab
              : "@|bold,green Solved.|@ Why it is so: %s. Next: ./lab check %s"
                  .formatted(hint, lab);
      case BROKEN -> "Not yet. A hint: " + hint;
      case INCONCLUSIVE -> "The machine was too busy to tell: try again when it is quiet.";
    };
  }
}
