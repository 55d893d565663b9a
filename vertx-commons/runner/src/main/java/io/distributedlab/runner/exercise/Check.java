package io.distributedlab.runner.exercise;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Settings;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What decides whether an exercise is solved. */
public sealed interface Check {
  /**
   * Numbers that the learner gives before anything is measured. Solved when all are near enough to
   * the measures of those names.
   */
  record Numbers(List<Asked> asked, Function<Settings, Experiment> experiment) implements Check {
    public Numbers {
      asked = List.copyOf(asked);
    }
  }

  /**
   * Solved when every claim of the experiment holds.
   *
   * @param on which lab it is run
   * @param source the learner's class under the lab's {@code src/main/java}; empty when it is not
   *     about code
   * @param advice claim to what its failing says about the answer: a hint for the fix that most
   *     people write first
   */
  record Claims(
      On on, String source, Function<Settings, Experiment> experiment, Map<String, String> advice)
      implements Check {
    public Claims {
      advice = Map.copyOf(advice);
    }
  }

  /** Nothing to measure: the learner writes an answer and compares it with the model. */
  record Comparison() implements Check {}

  /** Which lab an experiment is run on. */
  enum On {
    /** One of its own, started for it. */
    FRESH,
    /** The one that {@code ./lab run} has started, with the knobs that the learner has set. */
    RUNNING
  }

  /**
   * One number asked for.
   *
   * @param measure the name of the measure that it is compared with
   * @param unit what the number counts, as in "ms"; may be empty
   * @param tolerance how far off it may be
   * @param relative whether the tolerance is a share of the measured value
   */
  record Asked(String measure, String unit, double tolerance, boolean relative) {
    /** Within a share of the measured value: 0.15 is fifteen percent. */
    public static Asked within(double share, String measure, String unit) {
      return new Asked(measure, unit, share, true);
    }

    /** Within a distance in the unit of the measure. */
    public static Asked near(double distance, String measure, String unit) {
      return new Asked(measure, unit, distance, false);
    }

    /** What the number is asked for by, as in "p99 in ms". */
    public String question() {
      return measure.contains(unit) ? measure : measure + " in " + unit;
    }

    /** A number as somebody types it; empty when it is none. */
    public static OptionalDouble number(String text) {
      try {
        double value = Double.parseDouble(text.strip());
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
      } catch (NumberFormatException notOne) {
        return OptionalDouble.empty();
      }
    }

    boolean accepts(double answer, double measured) {
      return Math.abs(answer - measured) <= tolerance * (relative ? Math.abs(measured) : 1);
    }

    String allowed() {
      return relative ? "%.0f %%".formatted(tolerance * 100) : (tolerance + " " + unit).strip();
    }
  }

  /** Numbers to be given, then measured by this experiment. */
  static Numbers numbers(Function<Settings, Experiment> experiment, Asked... asked) {
    return new Numbers(List.of(asked), experiment);
  }

  /** Knobs of the running lab, judged by the claims of this experiment. */
  static Claims onTheRunningLab(Function<Settings, Experiment> experiment) {
    return new Claims(On.RUNNING, "", experiment, Map.of());
  }

  /**
   * A class of the learner's, judged by the claims of this experiment.
   *
   * @param source like {@code io/distributedlab/week07/YourBreaker.java}
   */
  static Claims ofTheClass(
      String source, Function<Settings, Experiment> experiment, Map<String, String> advice) {
    return new Claims(On.FRESH, source, experiment, advice);
  }
}
