package io.distributedlab.runner.query;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.OptionalDouble;

/** What one series of a metric was over time, oldest first. */
final class Series {
  private record Point(long time, double value) {}

  private final Map<String, String> labels;
  private final ArrayDeque<Point> points = new ArrayDeque<>();
  private boolean whole;

  /**
   * @param whole whether it is known not to have existed before its first point, so that a counter
   *     has counted from 0 since
   */
  Series(Map<String, String> labels, boolean whole) {
    this.labels = labels;
    this.whole = whole;
  }

  Map<String, String> labels() {
    return labels;
  }

  void add(long time, double value) {
    points.add(new Point(time, value));
  }

  /** Forgets what is older, but the last point before that. */
  void forget(long before) {
    var oldest = points.poll();
    while (!points.isEmpty() && points.getFirst().time <= before) {
      oldest = points.poll();
      whole = false;
    }
    if (oldest != null) {
      points.addFirst(oldest);
    }
  }

  boolean over(long before) {
    return points.isEmpty() || points.getLast().time < before;
  }

  /** Its value at this very time; a series of a service that did not answer has none. */
  OptionalDouble at(long time) {
    var last = points.peekLast();
    return last != null && last.time == time
        ? OptionalDouble.of(last.value)
        : OptionalDouble.empty();
  }

  /** By how much a counter has grown after {@code from}. A fall is a restart from 0. */
  OptionalDouble increase(long from) {
    double grown = 0;
    double before = whole ? 0 : Double.NaN;
    boolean known = whole;
    for (var point : points) {
      if (point.time > from && known) {
        grown += point.value < before ? point.value : point.value - before;
      }
      before = point.value;
      known = true;
    }
    return known && !over(from + 1) ? OptionalDouble.of(grown) : OptionalDouble.empty();
  }

  /** The mean of the points after {@code from}. */
  OptionalDouble mean(long from) {
    return points.stream().filter(p -> p.time > from).mapToDouble(Point::value).average();
  }
}
