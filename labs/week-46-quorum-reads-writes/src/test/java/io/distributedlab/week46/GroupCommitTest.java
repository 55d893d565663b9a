package io.distributedlab.week46;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group commit on a disk that writes when the test says so. */
class GroupCommitTest {
  private final List<List<String>> written = new ArrayList<>();
  private Promise<Void> disk = Promise.promise();
  private final GroupCommit commits = new GroupCommit(this::write);

  @Test
  void isDoneWhenTheDiskIsNotBefore() {
    var first = append("a");
    assertThat(written).containsExactly(List.of("a"));
    assertThat(first.isComplete()).isFalse();
    diskDone();
    assertThat(first.succeeded()).isTrue();
  }

  @Test
  void whatComesWhileTheDiskIsBusyGoesTogether() {
    var first = append("a");
    var second = append("b");
    var third = append("c");
    assertThat(written).containsExactly(List.of("a"));
    diskDone();
    assertThat(first.succeeded()).isTrue();
    assertThat(second.isComplete()).isFalse();
    assertThat(written).containsExactly(List.of("a"), List.of("b", "c"));
    diskDone();
    assertThat(second.succeeded()).isTrue();
    assertThat(third.succeeded()).isTrue();
  }

  @Test
  void whatNobodyWaitsForStaysInMemoryUntilSomebodyDoes() {
    commits.append("lost in a crash".getBytes(UTF_8));
    assertThat(written).isEmpty();
    var durable = append("b");
    assertThat(written).containsExactly(List.of("lost in a crash", "b"));
    diskDone();
    assertThat(durable.succeeded()).isTrue();
  }

  @Test
  void memoryIsBounded() {
    commits.append(new byte[GroupCommit.LIMIT_BYTES - 1]);
    assertThat(written).isEmpty();
    commits.append(new byte[1]);
    assertThat(written).hasSize(1);
  }

  @Test
  void forcingNothingIsDoneAndForcingWhatIsUnderWayWaitsForIt() {
    assertThat(commits.force().succeeded()).isTrue();
    append("a");
    var again = commits.force();
    assertThat(again.isComplete()).isFalse();
    diskDone();
    assertThat(again.succeeded()).isTrue();
    assertThat(written).hasSize(1);
  }

  @Test
  void aFailureIsToldToThoseInTheBatchAndTheNextOneIsWritten() {
    var first = append("a");
    var second = append("b");
    var failing = disk;
    disk = Promise.promise();
    failing.fail("full");
    assertThat(first.failed()).isTrue();
    assertThat(second.isComplete()).isFalse();
    diskDone();
    assertThat(second.succeeded()).isTrue();
  }

  private Future<Void> append(String record) {
    commits.append(record.getBytes(UTF_8));
    return commits.force();
  }

  private void diskDone() {
    var done = disk;
    disk = Promise.promise();
    done.complete();
  }

  private Future<Void> write(List<byte[]> records) {
    written.add(records.stream().map(record -> new String(record, UTF_8)).toList());
    return disk.future();
  }
}
