package io.distributedlab.runner.exercise;

import io.distributedlab.runner.UsageException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the learner has done: {@code .lab/progress.json}, which is not under version control. Read
 * whole, written whole.
 */
public final class Journal {
  /**
   * How far somebody is with one exercise.
   *
   * @param hints how many were shown
   * @param error of the first numbers given, relative to what was measured; negative for none
   * @param answer the last one, as it was typed
   */
  public record Page(boolean solved, int tries, int hints, double error, String answer) {
    public static final Page BLANK = new Page(false, 0, 0, -1, "");

    public Page tried(boolean now, OptionalDouble off, String typed) {
      double first = error < 0 ? off.orElse(-1) : error;
      return new Page(solved || now, tries + 1, hints, first, typed);
    }

    public Page hinted() {
      return new Page(solved, tries, hints + 1, error, answer);
    }
  }

  private final Path file;
  private final JsonObject labs;

  private Journal(Path file, JsonObject labs) {
    this.file = file;
    this.labs = labs;
  }

  /** The journal of the checkout at {@code home}; empty where there is none yet. */
  public static Journal of(Path home) {
    var file = home.resolve(".lab").resolve("progress.json");
    try {
      return new Journal(
          file, Files.exists(file) ? new JsonObject(Files.readString(file)) : new JsonObject());
    } catch (IOException | io.vertx.core.json.DecodeException e) {
      throw new UsageException(
          "%s cannot be read (%s): move it away to begin anew.".formatted(file, e.getMessage()));
    }
  }

  public Page page(String lab, int exercise) {
    var page = labs.getJsonObject(lab, new JsonObject()).getJsonObject("" + exercise);
    return page == null
        ? Page.BLANK
        : new Page(
            page.getBoolean("solved"),
            page.getInteger("tries"),
            page.getInteger("hints"),
            page.getDouble("error"),
            page.getString("answer"));
  }

  /** Which of a lab's exercises are solved; the first is number 1. */
  public List<Boolean> solved(String lab, int exercises) {
    return IntStream.rangeClosed(1, exercises).mapToObj(ex -> page(lab, ex).solved()).toList();
  }

  /** Keeps what became of an answer, as it was typed; on disk when this returns. */
  public void tried(String lab, int exercise, Finding finding, String answer) {
    keep(lab, exercise, page(lab, exercise).tried(finding.solved(), finding.error(), answer));
  }

  /** The next step of an exercise's ladder of hints, which counts as shown from now on. */
  public String hint(String lab, int exercise, ExerciseSheet.Entry entry) {
    var page = page(lab, exercise);
    keep(lab, exercise, page.hinted());
    return entry.next(page);
  }

  /** Keeps a page; on disk when this returns. */
  public void keep(String lab, int exercise, Page page) {
    if (!labs.containsKey(lab)) {
      labs.put(lab, new JsonObject());
    }
    labs.getJsonObject(lab)
        .put(
            "" + exercise,
            new JsonObject()
                .put("solved", page.solved)
                .put("tries", page.tries)
                .put("hints", page.hints)
                .put("error", page.error)
                .put("answer", page.answer));
    try {
      Files.createDirectories(file.getParent());
      var fresh = Files.writeString(file.resolveSibling("progress.new"), labs.encodePrettily());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
