package io.distributedlab.runner.page;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Progress;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.report.PlainProgress;
import io.vertx.core.Context;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a run of the experiment gets on, as the page is told. Used on the page's event loop. */
final class ProofProgress {
  private final Consumer<JsonObject> tell;
  private @Nullable Settings settings;
  private boolean running;
  private boolean hearing;
  private String doing = "";
  private String phase = "";
  private int number;
  private int of;
  private Duration length = Duration.ZERO;
  private Duration elapsed = Duration.ZERO;
  private final List<JsonObject> performed = new ArrayList<>();
  private List<String> reset = List.of();
  private String ended = "";

  /**
   * @param tell takes {@link #now} whenever it changes
   */
  ProofProgress(Consumer<JsonObject> tell) {
    this.tell = tell;
  }

  /** Where it is; before the first run nothing is running and nothing has ended. */
  JsonObject now() {
    return new JsonObject()
        .put("running", running)
        .put("quick", settings == null ? null : settings.quick())
        .put("seed", settings == null ? null : settings.seed())
        .put("doing", doing)
        .put("phase", phase)
        .put("number", number)
        .put("of", of)
        .put("length_ms", length.toMillis())
        .put("elapsed_ms", elapsed.toMillis())
        .put("performed", new JsonArray(List.copyOf(performed)))
        .put("reset", new JsonArray(reset))
        .put("ended", ended);
  }

  boolean isRunning() {
    return running;
  }

  void begin(Settings with) {
    settings = with;
    running = true;
    performed.clear();
    reset = List.of();
    ended = "";
    number = 0;
    of = 0;
    does("putting everything to its default");
  }

  /** Says what was not at its default before. */
  void found(List<String> different) {
    reset = different;
    does("beginning");
  }

  /** Something beside the phases. */
  void does(String what) {
    doing = what;
    phase = "";
    length = Duration.ZERO;
    elapsed = Duration.ZERO;
    tell.accept(now());
  }

  /** Says how it ended: "done", "cancelled", or why it could not be run. */
  void end(String how) {
    running = false;
    ended = how;
    does("");
  }

  /** What the trial has still to say is of no interest. */
  void hearNoMore() {
    hearing = false;
  }

  /** Hears a trial on its own event loop and tells it here, on that of the page. */
  Progress heardFrom(Context page) {
    page.runOnContext(now -> hearing = true);
    return new Progress() {
      @Override
      public void phaseBegins(String name, int index, int count, Duration expected) {
        page.runOnContext(now -> hear(() -> begins(name, index, count, expected)));
      }

      @Override
      public void phaseGoesOn(Duration gone) {
        page.runOnContext(now -> hear(() -> goesOn(gone)));
      }

      @Override
      public void phaseEnds(String name, List<Measure> measures) {
        var found = PlainProgress.summary(measures);
        page.runOnContext(now -> hear(() -> ends(name, found)));
      }

      @Override
      public void note(String line) {
        page.runOnContext(now -> hear(() -> does(line)));
      }
    };
  }

  private void hear(Runnable news) {
    if (hearing) {
      news.run();
    }
  }

  private void begins(String name, int index, int count, Duration expected) {
    doing = "";
    phase = name;
    number = index;
    of = count;
    length = expected;
    elapsed = Duration.ZERO;
    tell.accept(now());
  }

  private void goesOn(Duration gone) {
    elapsed = gone;
    tell.accept(now());
  }

  private void ends(String name, String found) {
    performed.add(new JsonObject().put("phase", name).put("measures", found));
    tell.accept(now());
  }
}
