package io.distributedlab.week12;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Ground truth: the newest loads of one instance, in the order in which they began. */
final class LoadLedger {
  private static final int MOST = 20_000;

  /**
   * @param startedMs wall clock, in ms with a fraction
   */
  record Load(String id, Variant strategy, Reason reason, double startedMs) {}

  private final Deque<Load> loads = new ArrayDeque<>();

  void note(Load load) {
    loads.addLast(load);
    if (loads.size() > MOST) {
      loads.removeFirst();
    }
  }

  List<Load> all() {
    return List.copyOf(loads);
  }

  void clear() {
    loads.clear();
  }
}
