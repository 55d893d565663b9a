package io.distributedlab.runner.exercise;

import io.distributedlab.runner.exercise.Exercise.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * The words of a lab's exercises, without what decides them: for commands that need no build of the
 * lab. Made from the exercises and committed beside them.
 */
public record ExerciseSheet(List<Entry> entries) {
  /**
   * One exercise in words.
   *
   * @param source the learner's class under the lab's {@code src/main/java}; empty when it is not
   *     about code
   */
  public record Entry(
      Kind kind, String title, String task, List<String> hints, String model, String source) {
    /**
     * What somebody who is so far is told who asks for a hint: the hints one by one, that there are
     * no more, the model answer; at once when it is solved.
     */
    String next(Journal.Page page) {
      if (page.solved() || page.hints() > Exercise.HINTS) {
        return "The model answer: " + model;
      }
      if (page.hints() == Exercise.HINTS) {
        return "That was the last hint. Ask once more to see the model answer.";
      }
      return "Hint %d of %d: %s"
          .formatted(page.hints() + 1, Exercise.HINTS, hints.get(page.hints()));
    }

    /** Whether somebody who is so far has seen the model answer, or may as it is solved. */
    public boolean hasShownModel(Journal.Page page) {
      return page.solved() || page.hints() > Exercise.HINTS + 1;
    }

    /** "predict", "code". */
    public String kindName() {
      return kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /** The words of these exercises. */
  public static ExerciseSheet of(List<Exercise> exercises) {
    return new ExerciseSheet(
        exercises.stream()
            .map(
                e ->
                    new Entry(
                        e.kind(), e.title(), e.task(), e.hints(), e.model(), source(e.check())))
            .toList());
  }

  private static String source(Check check) {
    return check instanceof Check.Claims claims ? claims.source() : "";
  }

  /** Reads {@link #encode}. */
  public static ExerciseSheet decode(String json) {
    return new ExerciseSheet(
        new JsonArray(json)
            .stream().map(JsonObject.class::cast).map(ExerciseSheet::entry).toList());
  }

  private static Entry entry(JsonObject json) {
    return new Entry(
        Kind.valueOf(json.getString("kind").toUpperCase(Locale.ROOT)),
        json.getString("title"),
        json.getString("task"),
        json.getJsonArray("hints").stream().map(String.class::cast).toList(),
        json.getString("model"),
        json.getString("source"));
  }

  /** As JSON text, a list of objects. */
  public String encode() {
    var all = new JsonArray();
    entries.forEach(
        e ->
            all.add(
                new JsonObject()
                    .put("kind", e.kindName())
                    .put("title", e.title())
                    .put("task", e.task())
                    .put("hints", new JsonArray(e.hints()))
                    .put("model", e.model())
                    .put("source", e.source())));
    return all.encodePrettily().replace("\r\n", "\n") + "\n";
  }
}
