package io.distributedlab.runner.exercise;

import java.util.List;

/**
 * Something to do in a lab. Exercises are numbered from 1 in the order in which the lab lists them.
 *
 * @param title a few words
 * @param task what to do and when it counts as done
 * @param hints from a nudge to almost the answer, three of them
 * @param model the model answer, shown when it is solved or asked for twice
 * @param check what decides
 */
public record Exercise(
    Kind kind, String title, String task, List<String> hints, String model, Check check) {
  /** How many steps the ladder of hints has before the model answer. */
  public static final int HINTS = 3;

  /** What is asked of the learner. */
  public enum Kind {
    /** Give a number; then it is measured. */
    PREDICT,
    /** Set the knobs of the running lab so that it reaches a goal. */
    TUNE,
    /** Write the class that the lab leaves to you. */
    CODE,
    /** Make it fail, and say how. */
    BREAK,
    /** Think, then compare with the model answer. */
    DESIGN
  }

  public Exercise {
    hints = List.copyOf(hints);
    if (hints.size() != HINTS) {
      throw new IllegalArgumentException(title + ": the ladder has " + HINTS + " hints");
    }
  }

  public static Draft predict(String title, String task) {
    return new Draft(Kind.PREDICT, title, task);
  }

  public static Draft tune(String title, String task) {
    return new Draft(Kind.TUNE, title, task);
  }

  public static Draft code(String title, String task) {
    return new Draft(Kind.CODE, title, task);
  }

  public static Draft breakIt(String title, String task) {
    return new Draft(Kind.BREAK, title, task);
  }

  public static Draft design(String title, String task) {
    return new Draft(Kind.DESIGN, title, task);
  }

  /** An exercise without its hints. */
  public record Draft(Kind kind, String title, String task) {
    public Hinted hints(String nudge, String step, String almost) {
      return new Hinted(this, List.of(nudge, step, almost));
    }
  }

  /** An exercise without its model answer. */
  public record Hinted(Draft draft, List<String> hints) {
    public Answered model(String answer) {
      return new Answered(this, answer);
    }
  }

  /** An exercise without its check. */
  public record Answered(Hinted hinted, String answer) {
    public Exercise check(Check check) {
      var draft = hinted.draft;
      return new Exercise(draft.kind, draft.title, draft.task, hinted.hints, answer, check);
    }
  }
}
