package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which exercise is meant. */
final class ExerciseNumber {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  private ExerciseNumber() {}

  /**
   * The exercise that was typed, or the first one that is not solved; empty when none is left.
   *
   * @param typed null when nothing was typed
   * @param solved by exercise, the first being number 1
   * @throws UsageException when the lab has no such exercise
   */
  static OptionalInt of(@Nullable String typed, String lab, int count, List<Boolean> solved) {
    return typed == null && count > 0
        ? IntStream.rangeClosed(1, count).filter(ex -> !solved.get(ex - 1)).findFirst()
        : OptionalInt.of(of(typed == null ? "1" : typed, lab, count));
  }

  /**
   * The exercise that was typed.
   *
   * @throws UsageException when the lab has no such exercise
   */
  static int of(String typed, String lab, int count) {
    if (count == 0) {
      throw new UsageException("Lab %s has no exercises yet.".formatted(lab));
    }
    int number = NUMBER.matcher(typed).matches() ? Integer.parseInt(typed) : 0;
    if (number < 1 || number > count) {
      throw new UsageException(
          "Lab %s has no exercise '%s': they are numbered 1 to %d.".formatted(lab, typed, count));
    }
    return number;
  }
}
