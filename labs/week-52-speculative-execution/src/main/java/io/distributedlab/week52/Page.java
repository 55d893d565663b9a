package io.distributedlab.week52;

import java.util.Comparator;
import java.util.List;

/**
 * A page of items, fetched at the same time: as slow as the slowest. Of pages with n items the
 * share 1 - (1 - p)^n has an item of which only the share p is slower.
 *
 * @param latencyMs until the last item was there
 * @param hedges extra attempts for all items
 */
record Page(int fanout, double latencyMs, int hedges, Item slowest) {
  static Page of(List<Item> items, long nanos) {
    return new Page(
        items.size(),
        Millis.ofNanos(nanos),
        items.stream().mapToInt(item -> item.result().hedges()).sum(),
        items.stream().max(Comparator.comparingDouble(Item::latencyMs)).orElseThrow());
  }
}
