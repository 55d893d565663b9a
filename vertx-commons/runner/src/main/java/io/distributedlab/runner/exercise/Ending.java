package io.distributedlab.runner.exercise;

import io.distributedlab.experiment.Verdict;
import io.distributedlab.runner.exercise.Exercise.Kind;

/** The last line of a check: what became of it and what to do next. */
public final class Ending {
  private Ending() {}

  public static String of(String lab, Exercise exercise, int ex, Verdict verdict) {
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
