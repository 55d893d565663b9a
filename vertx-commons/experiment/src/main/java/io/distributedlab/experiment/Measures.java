package io.distributedlab.experiment;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All measures of a run by name, each with the phase that took it. */
final class Measures {
  private record Taken(PhaseRun by, Measure measure, boolean shown) {

    Taken reading(double value) {
      return new Taken(by, measure.reading(value), shown);
    }
  }

  private final Map<String, Taken> byName = new LinkedHashMap<>();

  /** A phase that is measured again replaces its own measures, nobody else's. */
  void add(PhaseRun run) {
    run.measures().forEach(measure -> add(new Taken(run, measure, true)));
  }

  /** A measure of the engine's own, which claims can use and tables do not show. */
  void addUnseen(PhaseRun run, Measure measure) {
    add(new Taken(run, measure, false));
  }

  private void add(Taken taken) {
    var name = taken.measure().name();
    var before = byName.put(name, taken);
    if (before != null && !before.by().name().equals(taken.by().name())) {
      throw new IllegalStateException("two phases take the measure " + name);
    }
  }

  /** These measures with other values. */
  Measures reading(Map<String, Double> values) {
    var other = new Measures();
    byName.forEach(
        (name, taken) -> {
          @Nullable Double value = values.get(name);
          other.byName.put(name, value == null ? taken : taken.reading(value));
        });
    return other;
  }

  Measure get(String name) {
    return taken(name).measure();
  }

  boolean include(Collection<String> names) {
    return byName.keySet().containsAll(names);
  }

  PhaseRun phaseOf(String name) {
    return taken(name).by();
  }

  Collection<Measure> all() {
    return byName.values().stream().filter(Taken::shown).map(Taken::measure).toList();
  }

  private Taken taken(String name) {
    @Nullable Taken taken = byName.get(name);
    if (taken == null) {
      throw new IllegalStateException(
          "no phase takes the measure '" + name + "'; there are " + byName.keySet());
    }
    return taken;
  }
}
