package io.distributedlab.runner.page;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Check.On;
import io.distributedlab.runner.exercise.Exercise;
import io.distributedlab.runner.exercise.ExerciseSheet;
import io.distributedlab.runner.exercise.Journal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;

/** The exercises of a lab and how far the learner is, as the page shows them. */
final class ExerciseList {
  private ExerciseList() {}

  static JsonObject of(LabDescriptor lab, Journal journal) {
    var sheet = ExerciseSheet.of(lab.exercises());
    var all = IntStream.rangeClosed(1, lab.exercises().size());
    return new JsonObject()
        .put("exercises", new JsonArray(all.mapToObj(ex -> one(lab, ex, sheet, journal)).toList()));
  }

  private static JsonObject one(
      LabDescriptor lab, int number, ExerciseSheet sheet, Journal journal) {
    var exercise = lab.exercises().get(number - 1);
    var entry = sheet.entries().get(number - 1);
    var page = journal.page(lab.folder(), number);
    int shown = Math.min(page.hints(), Exercise.HINTS);
    return new JsonObject()
        .put("number", number)
        .put("kind", entry.kindName())
        .put("title", entry.title())
        .put("task", entry.task())
        .put("form", form(exercise.check()))
        .put("asked", asked(exercise.check()))
        .put("file", entry.source().isEmpty() ? "" : file(lab, entry.source()))
        .put("solved", page.solved())
        .put("tries", page.tries())
        .put("answer", page.answer())
        .put("hints", new JsonArray(entry.hints().subList(0, shown)))
        .put("of", Exercise.HINTS)
        .put("model", entry.hasShownModel(page) ? entry.model() : null);
  }

  /** What the page offers: fields for numbers or words, or only a button. */
  private static String form(Check check) {
    return switch (check) {
      case Check.Numbers numbers -> "numbers";
      case Check.Comparison comparison -> "words";
      case Check.Claims claims -> claims.on() == On.RUNNING ? "running" : "code";
    };
  }

  private static JsonArray asked(Check check) {
    var fields = new JsonArray();
    if (check instanceof Check.Numbers numbers) {
      numbers.asked().forEach(one -> fields.add(one.question()));
    }
    return fields;
  }

  private static String file(LabDescriptor lab, String source) {
    return "labs/" + lab.folder() + "/src/main/java/" + source;
  }
}
