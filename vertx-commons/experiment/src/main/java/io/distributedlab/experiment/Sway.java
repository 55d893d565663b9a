package io.distributedlab.experiment;

import io.distributedlab.experiment.load.LoadResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether requests that were sent late, or not at all, could have turned a claim. Each measure
 * taken under such a load is given the least and the most that it could have read ({@link
 * Measure#range}); the claim is read with every combination of those, and is in doubt when two of
 * them disagree. The corners are enough: a claim's arithmetic is monotone in each of its measures.
 */
final class Sway {
  /** Combinations grow as two to this power. */
  private static final int MOST_MEASURES = 8;

  private final Claim claim;
  private final Measures measures;

  Sway(Claim claim, Measures measures) {
    this.claim = claim;
    this.measures = measures;
  }

  boolean couldTurn() {
    List<Map<String, Double>> corners = List.of(Map.of());
    for (var name : claim.measures()) {
      var range = range(measures.get(name));
      if (range.isEmpty() || corners.size() >= 1 << MOST_MEASURES) {
        return true;
      }
      corners = with(name, range.get(), corners);
    }
    return corners.stream().map(this::holds).distinct().count() > 1;
  }

  private boolean holds(Map<String, Double> corner) {
    return claim.read(measures.reading(corner)).holds();
  }

  private Optional<Measure.Range> range(Measure measure) {
    var paces =
        measures.phaseOf(measure.name()).loads.values().stream().map(LoadResult::pace).toList();
    boolean asAsked = paces.stream().allMatch(pace -> pace.late() + pace.dropped() == 0);
    return asAsked
        ? Optional.of(new Measure.Range(measure.value(), measure.value()))
        : measure.range(paces);
  }

  private static List<Map<String, Double>> with(
      String name, Measure.Range range, List<Map<String, Double>> corners) {
    var more = new ArrayList<Map<String, Double>>();
    for (var corner : corners) {
      for (double value : new double[] {range.low(), range.high()}) {
        var next = new HashMap<>(corner);
        next.put(name, value);
        more.add(next);
      }
    }
    return more;
  }
}
