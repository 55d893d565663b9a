package io.distributedlab.week12;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Counts the loads under way, and finds stampedes: more than a threshold of them for one key. A
 * stampede is one from its beginning until no load of the key is under way any more, however many
 * come to it.
 */
final class Herd {
  private static final class Loads {
    private int underWay;
    private boolean stampede;
  }

  private final IntSupplier threshold;
  private final Map<String, Loads> byKey = new HashMap<>();
  private int underWay;

  /**
   * @param threshold so many loads of one key at once are still none
   */
  Herd(IntSupplier threshold) {
    this.threshold = threshold;
  }

  /** A load begins; whether a stampede begins with it. */
  boolean enter(String key) {
    underWay++;
    var loads = byKey.computeIfAbsent(key, first -> new Loads());
    loads.underWay++;
    if (loads.stampede || loads.underWay <= threshold.getAsInt()) {
      return false;
    }
    loads.stampede = true;
    return true;
  }

  /** A load ends, however it does. */
  void leave(String key) {
    underWay--;
    byKey.computeIfPresent(key, (same, loads) -> --loads.underWay == 0 ? null : loads);
  }

  /** Loads under way, of all keys. */
  int underWay() {
    return underWay;
  }

  /** Loads of one key under way. */
  int underWay(String key) {
    var loads = byKey.get(key);
    return loads == null ? 0 : loads.underWay;
  }
}
