package io.distributedlab.runner.page;

import io.distributedlab.experiment.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One check of an exercise, as the page is told: its last 40 notes, and its result in the words of
 * the command line. Used on the page's event loop.
 */
final class CheckState {
  /** None yet. */
  static final int NONE = 0;

  private static final int MOST_NOTES = 40;
  private static final int MOST_LINES = 200;
  private static final int MOST_CHARACTERS = 500;

  private final Consumer<JsonObject> tell;
  private int exercise = NONE;
  private boolean running;
  private final ArrayDeque<String> notes = new ArrayDeque<>();
  private final List<String> lines = new ArrayList<>();
  private @Nullable Verdict verdict;
  private String ended = "";

  CheckState(Consumer<JsonObject> tell) {
    this.tell = tell;
  }

  JsonObject now() {
    return new JsonObject()
        .put("exercise", exercise)
        .put("running", running)
        .put("notes", new JsonArray(List.copyOf(notes)))
        .put("lines", new JsonArray(List.copyOf(lines)))
        .put("verdict", verdict == null ? null : verdict.name())
        .put("ended", ended);
  }

  boolean isRunning() {
    return running;
  }

  void begin(int number) {
    exercise = number;
    running = true;
    notes.clear();
    lines.clear();
    verdict = null;
    ended = "";
    tell.accept(now());
  }

  void note(String line) {
    notes.add(bounded(line));
    if (notes.size() > MOST_NOTES) {
      notes.poll();
    }
    tell.accept(now());
  }

  void line(String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(bounded(line));
      tell.accept(now());
    }
  }

  /**
   * @param found null when nothing was found out
   * @param how "done", "cancelled", or why it could not be checked
   */
  void end(@Nullable Verdict found, String how) {
    running = false;
    verdict = found;
    ended = how;
    tell.accept(now());
  }

  private static String bounded(String line) {
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
