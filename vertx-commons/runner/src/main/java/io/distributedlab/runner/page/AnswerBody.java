package io.distributedlab.runner.page;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Check.Asked;
import io.distributedlab.service.http.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What somebody answers on the page, read as strictly as what is typed. */
final class AnswerBody {
  private static final String NUMBERS = "numbers";
  private static final String WORDS = "words";
  private static final int MOST_WORDS = 4000;

  private AnswerBody() {}

  /**
   * The numbers as they were typed, with commas between.
   *
   * @throws Problem invalid (422) when they are too few, too many, or no numbers
   */
  static String numbers(JsonObject body, Check.Numbers check) {
    Problem.refuseUnknown(body.fieldNames(), List.of(NUMBERS));
    var asked = check.asked();
    if (!(body.getValue(NUMBERS) instanceof JsonArray given) || given.size() != asked.size()) {
      var found = String.valueOf(body.getValue(NUMBERS));
      throw Problem.invalid(NUMBERS, found, "a list of %d".formatted(asked.size()));
    }
    var all = new ArrayList<String>();
    for (int i = 0; i < asked.size(); i++) {
      all.add(number(String.valueOf(given.getValue(i)), asked.get(i)));
    }
    return String.join(",", all);
  }

  private static String number(String text, Asked asked) {
    if (Asked.number(text).isEmpty()) {
      throw Problem.invalid(asked.question(), text, "a number such as 0.5");
    }
    return text.strip();
  }

  /**
   * A sentence or two.
   *
   * @throws Problem invalid (422) when there are none, or more than 4000 characters
   */
  static String words(JsonObject body) {
    Problem.refuseUnknown(body.fieldNames(), List.of(WORDS));
    if (!(body.getValue(WORDS) instanceof String words)
        || words.isBlank()
        || words.length() > MOST_WORDS) {
      throw Problem.invalid(
          WORDS, "nothing or too much", "your answer in a sentence or two, before the model's");
    }
    return words.strip();
  }

  /**
   * @throws Problem invalid (422) when anything is sent to an exercise that takes no answer
   */
  static void nothing(JsonObject body) {
    Problem.refuseUnknown(body.fieldNames(), List.of());
  }
}
