package io.distributedlab.week12;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.zip.CRC32;

/** Who owns which key: {@code crc32(id) mod 3} is its partition, {@code api-(p + 1)} its owner. */
final class Owners {
  static final List<String> NAMES = List.of("api-1", "api-2", "api-3");

  private Owners() {}

  static int partition(String id) {
    var crc = new CRC32();
    crc.update(id.getBytes(UTF_8));
    return (int) (crc.getValue() % NAMES.size());
  }

  static String owner(String id) {
    return NAMES.get(partition(id));
  }

  /** Where the owner of this partition takes requests to load. */
  static String address(int partition) {
    return "cache.load." + partition;
  }
}
