package io.distributedlab.experiment;

import io.distributedlab.experiment.load.LoadResult;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened in one phase, and the questions that its measures ask. */
public final class PhaseRun {
  /** An act as it happened: when it was begun, in ms from the start of measuring. */
  public record Event(double atMs, String label) {}

  /** A watched metric at a moment. */
  public record Point(double atMs, double value) {}

  private static final int MOST_TRACES = 10_000;

  private final Phase phase;
  private final Stage stage;
  private final Calibration calibration;
  private final long seed;
  private final Instant startedAt = Instant.now();
  final Map<String, LoadResult> loads = new LinkedHashMap<>();
  final Map<String, List<Point>> series = new LinkedHashMap<>();
  final List<Event> events = new ArrayList<>();
  private final List<Sample> exhibits = new ArrayList<>();
  final List<Measure> measures = new ArrayList<>();
  final Map<String, Double> leftOver = new LinkedHashMap<>();
  Set<String> undisturbed = Set.of();
  Map<String, Scrape> before = Map.of();
  Map<String, Scrape> after = Map.of();
  @Nullable Noise noise;

  PhaseRun(Phase phase, Stage stage, Calibration calibration, long seed) {
    this.phase = phase;
    this.stage = stage;
    this.calibration = calibration;
    this.seed = seed;
  }

  public String name() {
    return phase.name;
  }

  public Optional<String> variant() {
    return Optional.ofNullable(phase.variant);
  }

  /** Knobs and faults set before it began, in words. */
  public List<String> settings() {
    return phase.settings.stream().map(Act::label).toList();
  }

  public Stage stage() {
    return stage;
  }

  public Calibration calibration() {
    return calibration;
  }

  public long seed() {
    return seed;
  }

  /** The only load of the phase, or its first. */
  public LoadResult load() {
    return loads().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("phase " + name() + " has no load"));
  }

  public LoadResult load(String called) {
    return Optional.ofNullable(loads.get(called))
        .orElseThrow(() -> new IllegalStateException(name() + " has no load " + called));
  }

  /** The requests of the only load. */
  public Samples samples() {
    return load().samples();
  }

  /**
   * One request of the phase's work; an answer of any status is a success. In a phase without a
   * load, claims are shown by these, in their order.
   */
  public Future<Reply> exhibit(String service, Request request) {
    long sent = System.nanoTime();
    return stage
        .send(service, request)
        .onSuccess(
            reply ->
                exhibits.add(
                    Sample.unscheduled(exhibits.size(), request, reply, System.nanoTime() - sent)));
  }

  /** The requests that may show a claim. */
  List<Sample> shown() {
    return phase.loads.isEmpty() ? List.copyOf(exhibits) : samples().all();
  }

  /** A latency percentile of the only load, all outcomes, as a measure. */
  public Measure percentile(String measure, double p) {
    return Measure.percentile(measure, p, samples());
  }

  /** A latency percentile of the only load, in ms, less what a request takes on the bare path. */
  public double msBeyondBarePath(double p) {
    return samples().percentile(p) - calibration.overheadMs();
  }

  /** The share of successes of the only load, as a measure. */
  public Measure successShare(String measure) {
    return successShare(measure, samples());
  }

  public Measure successShare(String measure, Samples of) {
    return Measure.share(measure, of, Sample::succeeded);
  }

  /** How much a counter of a service grew in this phase, warm-up included. */
  public double increase(String service, String metric, String... labels) {
    return after(service).sum(metric, labels)
        - before.getOrDefault(service, Scrape.EMPTY).sum(metric, labels);
  }

  /** A service's metrics as the load ended. */
  public Scrape after(String service) {
    return after.getOrDefault(service, Scrape.EMPTY);
  }

  /** Readings of a watched metric while it was measured. */
  public List<Point> series(String called) {
    return List.copyOf(series.getOrDefault(called, List.of()));
  }

  /** Mean of a watched metric over the measured time; not a number without readings. */
  public double meanOf(String called) {
    return series(called).stream().mapToDouble(Point::value).average().orElse(Double.NaN);
  }

  /** Traces that began in this phase, warm-up included, as far as the console still has them. */
  public Future<List<Trace>> traces() {
    return stage
        .traces(MOST_TRACES)
        .map(all -> all.stream().filter(trace -> !trace.start().isBefore(startedAt)).toList());
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public List<Measure> measures() {
    return List.copyOf(measures);
  }

  /** All loads, in the order in which the phase declares them. */
  public List<LoadResult> loads() {
    return phase.loads.stream().map(load -> load(load.name())).toList();
  }

  public Map<String, List<Point>> allSeries() {
    return Map.copyOf(series);
  }

  public Noise noise() {
    return noise == null ? calibration.atRest() : noise;
  }

  /** What had not come to rest after the phase: metric to value. */
  public Map<String, Double> leftOver() {
    return Map.copyOf(leftOver);
  }

  /** Why the load was not the one asked for, one line per load. */
  public List<String> complaints() {
    return loads.values().stream()
        .flatMap(load -> load.pace().complaint().stream())
        .map(why -> name() + ": " + why)
        .toList();
  }
}
