package io.distributedlab.week46;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a key.
 *
 * @param value null when the key is deleted (a tombstone, with the tag of the deletion) or was
 *     never written (with {@link Tag#NONE})
 */
record Entry(String key, Tag tag, @Nullable String value) {
  static Entry absent(String key) {
    return new Entry(key, Tag.NONE, null);
  }

  /** The one with the greater tag: commutative, associative, idempotent. */
  Entry merge(Entry other) {
    return other.tag.newerThan(tag) ? other : this;
  }

  boolean newerThan(Entry other) {
    return tag.newerThan(other.tag);
  }
}
