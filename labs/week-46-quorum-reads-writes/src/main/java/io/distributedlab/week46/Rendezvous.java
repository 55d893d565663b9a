package io.distributedlab.week46;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which replicas hold a key: all are ordered by a hash of key and replica, and the first N are its
 * homes. Everybody computes the same order, and a replica that leaves moves only its own keys.
 * Source: Thaler and Ravishankar, "A Name-Based Mapping Scheme for Rendezvous" (1996).
 */
final class Rendezvous {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Rendezvous() {}

  /** All nodes, the first home of the key first. */
  static List<String> order(String key, List<String> nodes) {
    ToLongFunction<String> score = node -> hash(node + '/' + key);
    return nodes.stream().sorted(Comparator.comparingLong(score).reversed()).toList();
  }

  /** FNV-1a over the UTF-8 bytes, its bits mixed as in the end of MurmurHash3. */
  static long hash(String text) {
    long hash = FNV_OFFSET;
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (next & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
