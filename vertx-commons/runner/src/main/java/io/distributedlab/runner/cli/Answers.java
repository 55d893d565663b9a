package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Check.Asked;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the learner answers: given with the command, or asked for on the terminal.
 *
 * @param lab its name, for the commands that errors suggest
 * @param given with the command; null when it was not
 * @param ask puts a question to the terminal and returns the line typed; null without a terminal
 */
record Answers(
    String lab, int exercise, @Nullable String given, UnaryOperator<@Nullable String> ask) {
  /** Numbers as they were typed, with commas between. What is none is asked for again. */
  String text(Check.Numbers check) {
    if (given != null) {
      return given;
    }
    return check.asked().stream()
        .map(asked -> typedNumber(asked.question(), usage(check)))
        .collect(Collectors.joining(","));
  }

  private String typedNumber(String question, String usage) {
    var line = typed(question, usage);
    while (Asked.number(line).isEmpty()) {
      line = typed("'%s' is not a number such as 0.5. %s".formatted(line, question), usage);
    }
    return line;
  }

  /**
   * The numbers in a text.
   *
   * @throws UsageException when they are too few, too many, or no numbers
   */
  List<Double> numbers(String text, Check.Numbers check) {
    var parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (parts.size() != check.asked().size()) {
      throw new UsageException(
          "Exercise %d asks for %d numbers, not %d: %s"
              .formatted(exercise, check.asked().size(), parts.size(), usage(check)));
    }
    return parts.stream().map(part -> number(part, usage(check))).toList();
  }

  /**
   * A sentence or two.
   *
   * @throws UsageException when there are none
   */
  String words() {
    var usage = "./lab check %s %d --answer '...'".formatted(lab, exercise);
    var words = given == null ? typed("Your answer", usage) : given;
    if (words.isBlank()) {
      throw new UsageException("Write your answer first, in a sentence or two: " + usage);
    }
    return words;
  }

  private String typed(String question, String usage) {
    var line = ask.apply(question);
    if (line == null) {
      throw new UsageException("Answer before it is measured: " + usage);
    }
    return line;
  }

  private static double number(String text, String usage) {
    return Asked.number(text)
        .orElseThrow(() -> new UsageException("'%s' is not a number: %s".formatted(text, usage)));
  }

  private String usage(Check.Numbers check) {
    return "./lab check %s %d --answer %s (%s)"
        .formatted(
            lab,
            exercise,
            check.asked().stream().map(each -> "N").collect(Collectors.joining(",")),
            check.asked().stream().map(Asked::question).collect(Collectors.joining("; ")));
  }
}
