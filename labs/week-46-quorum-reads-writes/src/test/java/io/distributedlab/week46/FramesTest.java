package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static final byte[] LOG = log("first", "2", "third");

  @Test
  void recordsComeBack() {
    assertThat(texts(LOG)).containsExactly("first", "2", "third");
    assertThat(Frames.decode(ByteBuffer.wrap(LOG)).end()).isEqualTo(LOG.length);
  }

  @Test
  void aLogCutAnywhereEndsBeforeTheRecordThatIsCut() {
    int first = 8 + 5;
    int second = first + 8 + 1;
    for (int length = 0; length < LOG.length; length++) {
      var decoded = Frames.decode(ByteBuffer.wrap(LOG, 0, length));
      int whole = length < first ? 0 : length < second ? first : second;
      assertThat(decoded.end()).as("cut at %d", length).isEqualTo(whole);
    }
  }

  @Test
  void aWrongBitAnywhereEndsTheLogBeforeItsRecord() {
    for (int at = 0; at < LOG.length; at++) {
      var damaged = LOG.clone();
      damaged[at] ^= 1;
      var kept = texts(damaged);
      assertThat(kept).as("bit at %d", at).hasSizeLessThan(3);
      assertThat(kept).isEqualTo(List.of("first", "2", "third").subList(0, kept.size()));
    }
  }

  @Test
  void aTailOfZeroesIsNotALogOfEmptyRecords() {
    assertThat(texts(Arrays.copyOf(LOG, LOG.length + 100))).containsExactly("first", "2", "third");
  }

  private static List<String> texts(byte[] log) {
    return Frames.decode(ByteBuffer.wrap(log)).records().stream()
        .map(record -> new String(record, StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] log(String... records) {
    var log = ByteBuffer.allocate(1000);
    for (var record : records) {
      log.put(Frames.encode(record.getBytes(StandardCharsets.UTF_8)));
    }
    var bytes = new byte[log.position()];
    log.flip().get(bytes);
    return bytes;
  }
}
