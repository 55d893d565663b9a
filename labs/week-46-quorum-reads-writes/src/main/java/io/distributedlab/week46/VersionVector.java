package io.distributedlab.week46;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many writes of each writer are known: a partial order of versions. Two of which neither
 * includes the other are concurrent. Source: Parker et al., "Detection of Mutual Inconsistency in
 * Distributed Systems" (IEEE TSE, 1983).
 *
 * @param counters writer to the number of its newest write; never 0
 */
record VersionVector(Map<String, Integer> counters) {
  static final VersionVector NONE = new VersionVector(Map.of());

  VersionVector {
    counters = Map.copyOf(counters);
  }

  int of(String writer) {
    return counters.getOrDefault(writer, 0);
  }

  /** Whether everything that the other knows is known here. */
  boolean includes(VersionVector other) {
    return other.counters.entrySet().stream().allMatch(one -> of(one.getKey()) >= one.getValue());
  }

  /** What either knows. */
  VersionVector merge(VersionVector other) {
    var merged = new TreeMap<>(counters);
    other.counters.forEach((writer, count) -> merged.merge(writer, count, Math::max));
    return new VersionVector(merged);
  }

  /** The same with one more write of this writer. */
  VersionVector next(String writer) {
    var next = new TreeMap<>(counters);
    next.merge(writer, 1, Integer::sum);
    return new VersionVector(next);
  }
}
