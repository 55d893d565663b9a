package io.distributedlab.week12;

import java.util.ArrayList;
import java.util.List;

/**
 * When loads have begun, in ms.
 *
 * @param startsMs ascending
 */
record LoadTimes(List<Double> startsMs) {
  LoadTimes {
    startsMs = startsMs.stream().sorted().toList();
  }

  /**
   * How many loads each expiry has set off: those that began within {@code spreadMs} of the first
   * belong together.
   */
  List<Integer> herds(double spreadMs) {
    var herds = new ArrayList<Integer>();
    double first = Double.NEGATIVE_INFINITY;
    int size = 0;
    for (double start : startsMs) {
      if (start - first > spreadMs) {
        if (size > 0) {
          herds.add(size);
        }
        first = start;
        size = 0;
      }
      size++;
    }
    if (size > 0) {
      herds.add(size);
    }
    return herds;
  }

  /** The most loads that began within any {@code windowMs}. */
  int peak(double windowMs) {
    int peak = 0;
    int from = 0;
    for (int to = 0; to < startsMs.size(); to++) {
      while (startsMs.get(to) - startsMs.get(from) > windowMs) {
        from++;
      }
      peak = Math.max(peak, to - from + 1);
    }
    return peak;
  }
}
