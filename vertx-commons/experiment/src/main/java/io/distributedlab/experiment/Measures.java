package io.distributedlab.experiment;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All measures of a run by name, each with the phase that took it. */
final class Measures {
  private record Taken(PhaseRun by, Measure measure) {}

  private final Map<String, Taken> byName = new LinkedHashMap<>();

  /** A phase that is measured again replaces its own measures, nobody else's. */
  void add(PhaseRun run) {
    for (var measure : run.measures()) {
      var before = byName.put(measure.name(), new Taken(run, measure));
      if (before != null && !before.by().name().equals(run.name())) {
        throw new IllegalStateException("two phases take the measure " + measure.name());
      }
    }
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
    return byName.values().stream().map(Taken::measure).toList();
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
