package io.distributedlab.experiment;

import io.distributedlab.experiment.Phase.Cue;
import io.distributedlab.experiment.Phase.Gauge;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.LoadGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One phase as it runs: settings, load with cues and work beside it, metrics, measures, rest. Lives
 * on the trial's event loop.
 */
final class PhaseTrial {
  private static final Duration LEAD = Duration.ofMillis(50);

  /** What settings, work and measures may take together, beside the load. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** Until event loops have run the ticks that the collector's pause made late. */
  private static final long CATCH_UP_MS = 50;

  private static final long WATCH_MS = 100;
  private static final Duration REST_POLL = Duration.ofMillis(50);
  private static final Duration REST = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Experiment experiment;
  private final Phase phase;
  private final PhaseRun run;
  private final Stage stage;
  private long zero;

  PhaseTrial(Vertx vertx, Experiment experiment, Phase phase, PhaseRun run) {
    this.vertx = vertx;
    this.experiment = experiment;
    this.phase = phase;
    this.run = run;
    this.stage = run.stage();
  }

  Future<PhaseRun> perform() {
    return begin()
        .compose(set -> inTurn(phase.settings, act -> act.work().apply(stage)))
        .onSuccess(set -> collectGarbage())
        .compose(collected -> vertx.timer(CATCH_UP_MS))
        .compose(caughtUp -> stage.scrapeAll())
        .onSuccess(scraped -> run.before = scraped)
        .compose(scraped -> play())
        .compose(played -> stage.scrapeAll())
        .onSuccess(this::noteAfter)
        .compose(scraped -> inTurn(phase.measures, this::measure))
        .compose(measured -> end())
        .timeout(phase.length().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
        .map(run);
  }

  private Future<Void> begin() {
    stage.calm();
    return phase.after == null ? stage.restore() : Future.succeededFuture();
  }

  private void noteAfter(Map<String, Scrape> scraped) {
    run.after = scraped;
    run.undisturbed = phase.holdsLoops ? Set.of() : stage.undisturbed();
  }

  private Future<?> play() {
    var noise = new NoiseMonitor(vertx.getOrCreateContext(), stage.deployment().embedded());
    zero = System.nanoTime() + LEAD.plus(phase.warmUp).toNanos();
    long watching = vertx.setPeriodic(WATCH_MS, tick -> watch());
    var parts = new ArrayList<Future<?>>();
    phase.loads.forEach(load -> parts.add(put(load)));
    phase.cues.stream().sorted(Comparator.comparing(Cue::at)).forEach(cue -> parts.add(act(cue)));
    phase.works.forEach(
        work -> parts.add(Future.succeededFuture().compose(now -> work.apply(run))));
    return Future.join(parts)
        .eventually(
            () -> {
              vertx.cancelTimer(watching);
              run.noise = noise.stop();
              return Future.succeededFuture();
            });
  }

  /**
   * What earlier phases left is collected before anything is measured: the pause would stall load
   * and services alike, and count as lag of their event loops.
   */
  private void collectGarbage() {
    if (stage.deployment().embedded()) {
      System.gc();
    }
  }

  private Future<?> put(Load load) {
    return new LoadGenerator(vertx)
        .run(load, stage.deployment().base(load.service()), run.seed(), phase.warmUp, zero)
        .onSuccess(result -> run.loads.put(load.name(), result));
  }

  private Future<?> act(Cue cue) {
    double due = (zero + cue.at().toNanos() - System.nanoTime()) / 1e6;
    return vertx
        .timer(Math.max(1, Math.round(due)))
        .compose(
            now -> {
              run.events.add(new PhaseRun.Event(sinceZeroMs(), cue.act().label()));
              return cue.act().work().apply(stage);
            });
  }

  private void watch() {
    Map<String, List<Gauge>> byService =
        phase.gauges.stream().collect(Collectors.groupingBy(Gauge::service));
    double at = sinceZeroMs();
    if (at < 0 || at > phase.length().minus(phase.warmUp).toMillis()) {
      return;
    }
    byService.forEach(
        (service, gauges) ->
            stage
                .scrape(service)
                .onSuccess(scrape -> gauges.forEach(gauge -> note(gauge, at, scrape))));
  }

  private void note(Gauge gauge, double at, Scrape scrape) {
    double value = scrape.sum(gauge.metric(), gauge.labels().toArray(String[]::new));
    run.series
        .computeIfAbsent(gauge.name(), first -> new ArrayList<>())
        .add(new PhaseRun.Point(at, value));
  }

  private Future<?> measure(Function<PhaseRun, Future<List<Measure>>> taken) {
    return taken.apply(run).onSuccess(run.measures::addAll);
  }

  /** Puts everything back and waits for rest, unless another phase continues this one. */
  private Future<Void> end() {
    boolean continued = experiment.phases.stream().anyMatch(p -> phase.name.equals(p.after));
    return continued ? Future.succeededFuture() : stage.restore().compose(healed -> rest());
  }

  private Future<Void> rest() {
    return experiment.settled.isEmpty()
        ? Future.succeededFuture()
        : stage.ask(REST_POLL, REST, stage::scrapeAll, this::isSettled).mapEmpty();
  }

  private boolean isSettled(Map<String, Scrape> scrapes) {
    run.leftOver.clear();
    experiment.settled.forEach((metric, most) -> noteLeftOver(metric, most, scrapes));
    return run.leftOver.isEmpty();
  }

  private void noteLeftOver(String metric, double most, Map<String, Scrape> scrapes) {
    double sum = scrapes.values().stream().mapToDouble(scrape -> scrape.sum(metric)).sum();
    if (sum > most) {
      run.leftOver.put(metric, sum);
    }
  }

  private double sinceZeroMs() {
    return (System.nanoTime() - zero) / 1e6;
  }

  static <T> Future<Void> inTurn(List<T> items, Function<T, Future<?>> work) {
    Future<Void> all = Future.succeededFuture();
    for (var item : items) {
      all = all.compose(done -> work.apply(item)).mapEmpty();
    }
    return all;
  }
}
