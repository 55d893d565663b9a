package io.distributedlab.week46;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What one replica holds, in memory: per key the entry with the greatest tag. */
final class Store {
  /** Buckets of the digest; a key is always in the same one. */
  static final int BUCKETS = 64;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** The entry of a key, {@link Entry#absent} when there is none. */
  Entry get(String key) {
    return entries.getOrDefault(key, Entry.absent(key));
  }

  /** Keeps the greater of the two; returns it. */
  Entry merge(Entry entry) {
    return entries.merge(entry.key(), entry, Entry::merge);
  }

  int size() {
    return entries.size();
  }

  Collection<Entry> all() {
    return List.copyOf(entries.values());
  }

  void clear() {
    entries.clear();
  }

  /**
   * For each bucket the XOR of the hashes of key and tag of its entries: equal, up to a chance of
   * 2⁻⁶⁴, when the buckets are. Takes time in proportion to the number of keys.
   *
   * @param shared which keys count
   */
  List<Long> digest(Predicate<String> shared) {
    var buckets = new long[BUCKETS];
    for (var entry : entries.values()) {
      if (shared.test(entry.key())) {
        buckets[bucket(entry.key())] ^= Rendezvous.hash(entry.tag() + "/" + entry.key());
      }
    }
    var digest = new ArrayList<Long>(BUCKETS);
    for (long bucket : buckets) {
      digest.add(bucket);
    }
    return digest;
  }

  /** The entries of some buckets. */
  List<Entry> in(Collection<Integer> buckets, Predicate<String> shared) {
    var wanted = Set.copyOf(buckets);
    return entries.values().stream()
        .filter(entry -> wanted.contains(bucket(entry.key())) && shared.test(entry.key()))
        .toList();
  }

  static int bucket(String key) {
    return (int) (Rendezvous.hash(key) & (BUCKETS - 1));
  }
}
