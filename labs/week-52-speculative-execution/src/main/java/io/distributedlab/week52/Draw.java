package io.distributedlab.week52;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The luck of a request, decided by its name: the same name has the same luck in every run, so two
 * variants that get the same requests differ by what they do and by nothing else (common random
 * numbers). Names that differ have independent luck.
 *
 * <p>Source of the hash: Glenn Fowler, Landon Curt Noll and Phong Vo, FNV-1a with 64 bits.
 */
final class Draw {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Draw() {}

  static SplittableRandom of(String name) {
    long hash = OFFSET;
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * PRIME;
    }
    return new SplittableRandom(hash);
  }
}
