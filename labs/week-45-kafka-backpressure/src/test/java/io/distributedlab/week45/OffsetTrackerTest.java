package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
  private final OffsetTracker tracker = new OffsetTracker();

  @Test
  void knowsNothingBeforeTheFirstRecord() {
    assertThat(tracker.committable()).isEmpty();
  }

  @Test
  void whatIsCommittedIsTheNextOffsetToRead() {
    tracker.take(7);
    assertThat(tracker.committable()).hasValue(7);
    tracker.complete(7);
    assertThat(tracker.committable()).hasValue(8);
  }

  @Test
  void whatIsCompleteBeyondAGapHasToWait() {
    LongStream.range(0, 4).forEach(tracker::take);
    tracker.complete(1);
    tracker.complete(3);
    assertThat(tracker.committable()).hasValue(0);
    assertThat(tracker.gap()).isEqualTo(2);
    tracker.complete(0);
    assertThat(tracker.committable()).hasValue(2);
    assertThat(tracker.gap()).isEqualTo(1);
  }

  @Test
  void offsetsMayHaveHoles() {
    tracker.take(10);
    tracker.take(17);
    tracker.complete(17);
    assertThat(tracker.committable()).hasValue(10);
    tracker.complete(10);
    assertThat(tracker.committable()).hasValue(18);
  }

  @Test
  void completingTwiceOrTheUnknownChangesNothing() {
    tracker.take(0);
    tracker.complete(5);
    tracker.complete(0);
    tracker.complete(0);
    assertThat(tracker.committable()).hasValue(1);
    assertThat(tracker.memory()).isZero();
  }

  /** 1000 orders of completion, with takes in between: the sound tracker is right in all. */
  @Test
  void neverCommitsPastAnUncompletedOffset() {
    for (long seed = 0; seed < 1000; seed++) {
      assertThat(firstViolation(new OffsetTracker(), seed)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void thePropertyFindsATrackerThatCommitsTheLatest() {
    var violations =
        LongStream.range(0, 1000)
            .filter(seed -> !firstViolation(new CommitsTheLatest(), seed).isEmpty())
            .count();
    assertThat(violations).isGreaterThan(900);
  }

  /** What is wrong, in words; empty when nothing is. */
  private static String firstViolation(OffsetTracker tracker, long seed) {
    var random = new Random(seed);
    var size = 1 + random.nextInt(100);
    var done = new HashSet<Long>();
    var pending = new ArrayList<Long>();
    long taken = 0;
    while (done.size() < size) {
      var takes = taken < size && (pending.isEmpty() || random.nextBoolean());
      if (takes) {
        tracker.take(taken);
        pending.add(taken++);
      } else {
        Collections.shuffle(pending, random);
        var one = pending.removeLast();
        tracker.complete(one);
        done.add(one);
      }
      long next = tracker.committable().orElse(0);
      if (!done.containsAll(upTo(next)) || done.contains(next)) {
        return "%d is committable after %s".formatted(next, done);
      }
    }
    return tracker.memory() == 0 ? "" : "remembers " + tracker.memory();
  }

  private static List<Long> upTo(long next) {
    return LongStream.range(0, next).boxed().toList();
  }

  /** Broken as many a home-made consumer is. */
  static final class CommitsTheLatest extends OffsetTracker {
    private long latest = -1;

    @Override
    public void complete(long offset) {
      super.complete(offset);
      latest = Math.max(latest, offset);
    }

    @Override
    public OptionalLong committable() {
      return latest < 0 ? super.committable() : OptionalLong.of(latest + 1);
    }
  }
}
