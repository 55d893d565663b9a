package io.distributedlab.week46;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Records as they lie in a log: length (4 bytes), CRC-32 of the payload (4 bytes), payload of one
 * byte or more. After a crash the last record may be there in part, wrong, or zeroes; the log ends
 * before it.
 */
final class Frames {
  private static final int HEADER = 8;

  /**
   * @param records whole and undamaged, in order
   * @param end offset behind the last of them
   */
  record Decoded(List<byte[]> records, int end) {}

  private Frames() {}

  static ByteBuffer encode(byte[] payload) {
    return ByteBuffer.allocate(HEADER + payload.length)
        .putInt(payload.length)
        .putInt(checksum(payload))
        .put(payload)
        .flip();
  }

  /** Reads up to the first record that is cut off or damaged. */
  static Decoded decode(ByteBuffer log) {
    var records = new ArrayList<byte[]>();
    int end = log.position();
    while (log.remaining() >= HEADER) {
      int length = log.getInt();
      int checksum = log.getInt();
      if (length <= 0 || length > log.remaining()) {
        break;
      }
      var payload = new byte[length];
      log.get(payload);
      if (checksum(payload) != checksum) {
        break;
      }
      records.add(payload);
      end = log.position();
    }
    return new Decoded(records, end);
  }

  private static int checksum(byte[] payload) {
    var crc = new CRC32();
    crc.update(payload);
    return (int) crc.getValue();
  }
}
