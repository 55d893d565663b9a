package io.distributedlab.week46;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  /** In a directory that is not there yet. */
  private final Path path;

  LogFileTest(@TempDir Path directory) {
    path = directory.resolve("run").resolve("replica.log");
  }

  @Test
  void whatWasAppendedIsThereAfterReopening() throws IOException {
    append("a", "b");
    append("c");
    assertThat(reopened()).containsExactly("a", "b", "c");
  }

  @Test
  void aTornTailIsCutOffAndNewRecordsFollowTheLastWholeOne() throws IOException {
    append("a", "b");
    Files.write(path, new byte[] {0, 0, 0, 9, 1, 2, 3}, StandardOpenOption.APPEND);
    assertThat(reopened()).containsExactly("a", "b");
    append("c");
    assertThat(reopened()).containsExactly("a", "b", "c");
  }

  @Test
  void aDamagedRecordEndsTheLogThere() throws IOException {
    append("a", "b", "c");
    var bytes = Files.readAllBytes(path);
    bytes[9 + 8] ^= 1;
    Files.write(path, bytes);
    assertThat(reopened()).containsExactly("a");
    assertThat(Files.size(path)).isEqualTo(9);
  }

  @Test
  void aClearedLogIsEmpty() throws IOException {
    append("a");
    try (var file = LogFile.open(path).file()) {
      file.clear();
      file.append(List.of("b".getBytes(UTF_8)));
    }
    assertThat(reopened()).containsExactly("b");
  }

  private void append(String... records) throws IOException {
    try (var file = LogFile.open(path).file()) {
      file.append(List.of(records).stream().map(record -> record.getBytes(UTF_8)).toList());
    }
  }

  private List<String> reopened() throws IOException {
    var opened = LogFile.open(path);
    opened.file().close();
    return opened.records().stream().map(record -> new String(record, UTF_8)).toList();
  }
}
