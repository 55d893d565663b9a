package io.distributedlab.week45;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the work of a phase found out, until its measures are taken. Lives on one event loop. */
final class Found {
  private final Map<String, Double> values = new HashMap<>();

  void put(String name, double value) {
    values.put(name, value);
  }

  double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  Measure count(String name) {
    return Measure.count(name, get(name));
  }

  Measure perSecond(String name) {
    return Measure.perSecond(name, get(name));
  }

  /** Ends a phase: what it has left in Kafka is not for the consumers of the next one. */
  static Phase cleared(Phase phase) {
    return phase.measures(run -> Bench.of(run.stage()).clear().map(empty -> List.of()));
  }
}
