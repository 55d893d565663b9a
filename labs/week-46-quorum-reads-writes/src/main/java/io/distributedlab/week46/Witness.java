package io.distributedlab.week46;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one coordinator has promised its clients, and whether a read breaks it. A read that began
 * after a write was acknowledged and returns an older tag is stale. A read that began after another
 * read had returned a newer tag is an inversion: new, then old. Neither can happen to a
 * linearizable register.
 *
 * <p>It sees the operations of this coordinator only, and the {@value #KEYS} keys used last.
 */
final class Witness {
  static final int KEYS = 10_000;

  /** What a read of a key must not fall behind, as it begins. */
  record Floor(Tag acknowledged, Tag returned) {
    static final Floor NONE = new Floor(Tag.NONE, Tag.NONE);

    boolean stale(Tag read) {
      return acknowledged.newerThan(read);
    }

    boolean inverted(Tag read) {
      return returned.newerThan(read);
    }
  }

  private final Map<String, Floor> promises =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Floor> eldest) {
          return size() > KEYS;
        }
      };

  Floor before(String key) {
    return promises.getOrDefault(key, Floor.NONE);
  }

  void acknowledged(String key, Tag tag) {
    var known = before(key);
    promises.put(key, new Floor(newer(known.acknowledged, tag), known.returned));
  }

  void returned(String key, Tag tag) {
    var known = before(key);
    promises.put(key, new Floor(known.acknowledged, newer(known.returned, tag)));
  }

  private static Tag newer(Tag a, Tag b) {
    return b.newerThan(a) ? b : a;
  }
}
