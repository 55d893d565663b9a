package io.distributedlab.week52;

import java.util.LinkedHashSet;
import java.util.Set;

/** The last few names told, each until it is asked for or {@code most} newer ones have come. */
final class RecentIds {
  private final int most;
  private final Set<String> ids = new LinkedHashSet<>();

  RecentIds(int most) {
    this.most = most;
  }

  void add(String id) {
    ids.add(id);
    if (ids.size() > most) {
      ids.remove(ids.iterator().next());
    }
  }

  /** Whether this name was told; it is forgotten. */
  boolean take(String id) {
    return ids.remove(id);
  }
}
