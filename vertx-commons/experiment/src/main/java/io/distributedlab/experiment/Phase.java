package io.distributedlab.experiment;

import io.distributedlab.experiment.load.Load;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of an experiment: settings, then load and acts side by side, then measures. Every phase
 * begins with all knobs and faults as they were before the experiment, so its order among the
 * others does not matter, unless it says {@link #after}.
 */
public final class Phase {
  /** A moment of a phase, from the start of measuring, and what happens then. */
  public record Cue(Duration at, Act act) {}

  /** A metric of one service, read again and again while the phase runs. */
  public record Gauge(String name, String service, String metric, List<String> labels) {}

  final String name;
  final List<Act> settings = new ArrayList<>();
  final List<Load> loads = new ArrayList<>();
  final List<Cue> cues = new ArrayList<>();
  final List<Gauge> gauges = new ArrayList<>();
  final List<Function<PhaseRun, Future<?>>> works = new ArrayList<>();
  final List<Function<PhaseRun, Future<List<Measure>>>> measures = new ArrayList<>();
  Duration warmUp = Duration.ZERO;
  @Nullable String variant;
  @Nullable String after;
  boolean holdsLoops;

  private Phase(String name) {
    this.name = name;
  }

  public static Phase of(String name) {
    return new Phase(name);
  }

  /** Names the variant that this phase shows; reports put phases of one variant in one colour. */
  public Phase variant(String shown) {
    variant = shown;
    return this;
  }

  /** Sets a knob before the phase begins. */
  public Phase knob(String service, String knob, Object value) {
    return setting(Act.knob(service, knob, value));
  }

  /** Sets a fault before the phase begins. */
  public Phase fault(String service, String fault, Object value) {
    return setting(Act.fault(service, fault, value));
  }

  /** Does this before the phase begins. */
  public Phase setting(Act act) {
    settings.add(act);
    return this;
  }

  /** Continues where that phase ended: nothing is put back, and it is repeated with this one. */
  public Phase after(String phase) {
    after = phase;
    return this;
  }

  /** Blocks event loops on purpose: that they lag here is not held against the services. */
  public Phase holdsLoops() {
    holdsLoops = true;
    return this;
  }

  /** Traffic before measuring starts, sent but not reported. */
  public Phase warmUp(Duration length) {
    warmUp = length;
    return this;
  }

  /** Traffic of this phase; several loads need different names. */
  public Phase load(Load load) {
    if (loads.stream().anyMatch(other -> other.name().equals(load.name()))) {
      throw new IllegalArgumentException("phase " + name + " has two loads " + load.name());
    }
    loads.add(load);
    return this;
  }

  /** Does this at a moment counted from the start of measuring. */
  public Phase at(Duration moment, Act act) {
    cues.add(new Cue(moment, act));
    return this;
  }

  /**
   * Reads a metric ten times a second while loads are due and acts to come; labels are given as
   * name, value, name, value.
   */
  public Phase watch(String called, String service, String metric, String... labels) {
    gauges.add(new Gauge(called, service, metric, List.of(labels)));
    return this;
  }

  /** Runs code of the experiment beside the load: a race, a sequence, a crash. */
  public Phase work(Function<PhaseRun, Future<?>> work) {
    works.add(work);
    return this;
  }

  public Phase measure(Function<PhaseRun, Measure> measure) {
    return measures(run -> Future.succeededFuture(List.of(measure.apply(run))));
  }

  /** Measures that need to ask the services once the load has ended. */
  public Phase measures(Function<PhaseRun, Future<List<Measure>>> taken) {
    measures.add(taken);
    return this;
  }

  public String name() {
    return name;
  }

  /** From start to end, without settings and measures. */
  Duration length() {
    var loaded = loads.stream().map(Load::lasting).max(Duration::compareTo).orElse(Duration.ZERO);
    var cued = cues.stream().map(Cue::at).max(Duration::compareTo).orElse(Duration.ZERO);
    return warmUp.plus(loaded.compareTo(cued) > 0 ? loaded : cued);
  }
}
