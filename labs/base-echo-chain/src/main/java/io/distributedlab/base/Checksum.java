package io.distributedlab.base;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A CRC-32 of what a hop reports: a stand-in for work that has no place on an event loop. */
final class Checksum {
  private Checksum() {}

  static long of(Hop hop) {
    var crc = new CRC32();
    crc.update(hop.toString().getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
