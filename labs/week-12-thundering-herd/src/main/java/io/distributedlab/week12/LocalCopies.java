package io.distributedlab.week12;

import io.distributedlab.week12.Messages.Invalidate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The value that this instance served last of each of its newest keys: what can be answered instead
 * of nothing when a wait was too long. And the newest version of which it has heard.
 */
final class LocalCopies {
  private static final int MOST = 1000;

  private final Map<String, Cached> copies = bounded();
  private final Map<String, Long> versions = bounded();

  void served(String id, Cached value) {
    copies.merge(id, value, (before, now) -> now.version() < before.version() ? before : now);
  }

  /** Forgets what is older than the product has become. */
  void invalidate(Invalidate change) {
    if (change.id().equals(Messages.ALL)) {
      copies.clear();
      return;
    }
    versions.merge(change.id(), change.version(), Math::max);
    copies.computeIfPresent(
        change.id(), (id, value) -> value.version() < change.version() ? null : value);
  }

  Optional<Cached> of(String id) {
    return Optional.ofNullable(copies.get(id));
  }

  /** No value is older than this, as far as is known here. */
  long leastVersion(String id) {
    return versions.getOrDefault(id, 0L);
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
