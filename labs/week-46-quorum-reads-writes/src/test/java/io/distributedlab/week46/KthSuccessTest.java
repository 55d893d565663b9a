package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.week46.KthSuccess.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KthSuccessTest {
  /** Answers in order, + a success, - a failure; the verdict after each. */
  @ParameterizedTest
  @CsvSource({
    "3, +++++, OOMMM",
    "3, ++---, OOOOX",
    "3, ---++, OOXXX",
    "1, +, M",
    "1, -----, OOOOX",
    "5, ++++-, OOOOX",
    "5, -++++, XXXXX",
    "5, +++++, OOOOM",
    "3, -+-++, OOOOM"
  })
  void decidesAsSoonAsItCan(int needed, String answers, String verdicts) {
    var count = new KthSuccess(needed, answers.length());
    for (int i = 0; i < answers.length(); i++) {
      count.answered(answers.charAt(i) == '+');
      assertThat(count.verdict()).as("after %d", i + 1).isEqualTo(verdict(verdicts.charAt(i)));
      assertThat(count.complete()).isEqualTo(i + 1 == answers.length());
    }
  }

  private static Verdict verdict(char letter) {
    return switch (letter) {
      case 'M' -> Verdict.MET;
      case 'X' -> Verdict.OUT_OF_REACH;
      default -> Verdict.OPEN;
    };
  }
}
