package io.distributedlab.runner.query;

import java.util.Map;
import java.util.TreeMap;

/**
 * One element of a query's result: a value and what it is of.
 *
 * @param labels in alphabetical order, without the metric's name
 */
public record Sample(Map<String, String> labels, double value) {
  Sample with(double other) {
    return new Sample(labels, other);
  }

  /** The labels of these names, as far as there are any. */
  Map<String, String> only(Iterable<String> names) {
    var some = new TreeMap<String, String>();
    for (var name : names) {
      var label = labels.get(name);
      if (label != null) {
        some.put(name, label);
      }
    }
    return some;
  }

  Map<String, String> without(String name) {
    var others = new TreeMap<>(labels);
    others.remove(name);
    return others;
  }
}
