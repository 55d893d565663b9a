package io.distributedlab.testing;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Progress;
import io.distributedlab.experiment.report.PlainProgress;
import io.distributedlab.runner.story.TraceStory;
import io.distributedlab.runner.story.TraceStory.Told;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.distributedlab.service.telemetry.TraceQuery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks for stories among the spans that a lab keeps, after each phase of an experiment: at its end
 * the first phases' spans are long gone. On a thread of its own, and no more for what it has found.
 */
final class StoryWatch implements Progress, AutoCloseable {
  private static final int NEWEST = 1000;

  private final PlainProgress shown = new PlainProgress(System.out);
  private final TelemetryStore store;
  private final List<TraceStory> stories;
  private final Map<TraceStory, Told> told = new LinkedHashMap<>();
  private final ExecutorService looking =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("stories").factory());

  StoryWatch(List<TraceStory> stories, TelemetryStore store) {
    this.stories = stories;
    this.store = store;
  }

  @Override
  public void phaseBegins(String phase, int number, int of, Duration length) {
    shown.phaseBegins(phase, number, of, length);
  }

  @Override
  public void phaseEnds(String phase, List<Measure> measures) {
    shown.phaseEnds(phase, measures);
    looking.execute(this::look);
  }

  @Override
  public void note(String line) {
    shown.note(line);
  }

  /** Stories that no trace has told, and what was missing. To be asked for after the end. */
  List<String> untold() {
    close();
    return told.values().stream()
        .filter(one -> !one.isTold())
        .map(one -> one.story().name() + ": " + one.missing())
        .toList();
  }

  @Override
  public void close() {
    looking.close();
  }

  private void look() {
    for (var story : stories) {
      var before = told.get(story);
      if (before == null || !before.isTold()) {
        var now =
            story.by(store.traces(query(story)).stream().filter(story.search()::finds).toList());
        told.merge(story, now, (old, one) -> one.isTold() || !one.isNothing() ? one : old);
      }
    }
  }

  private static TraceQuery query(TraceStory story) {
    var search = story.search();
    return new TraceQuery(
        NEWEST,
        search.service(),
        search.variant(),
        false,
        search.atLeast().toMillis(),
        TraceQuery.Order.NEWEST);
  }
}
