package io.distributedlab.week29;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Names that are computed, not remembered: the same order has the same saga, and the same step of
 * it the same command, in every attempt and in every process. Version 5 UUIDs (RFC 9562).
 */
class CommandIds {
  private static final UUID ORDERS = new UUID(0x29L << 56, 0x5a6a);

  static UUID saga(String orderId) {
    return version5(ORDERS, orderId);
  }

  /** The command of step {@code n}. */
  UUID command(UUID saga, int n) {
    return version5(saga, Integer.toString(n));
  }

  static UUID version5(UUID namespace, String name) {
    var bytes = ByteBuffer.allocate(16 + name.getBytes(UTF_8).length);
    bytes.putLong(namespace.getMostSignificantBits());
    bytes.putLong(namespace.getLeastSignificantBits());
    bytes.put(name.getBytes(UTF_8));
    var hash = ByteBuffer.wrap(sha1(bytes.array()));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
