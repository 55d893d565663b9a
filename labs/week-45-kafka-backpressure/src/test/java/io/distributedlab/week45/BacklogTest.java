package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Assignment P0 = new Assignment(new TopicPartition("orders", 0), 1);
  private static final Assignment P1 = new Assignment(new TopicPartition("orders", 1), 2);

  private final Backlog backlog = new Backlog(OffsetTracker::new);

  @Test
  void oneKeyIsALane() {
    backlog.assign(P0);
    backlog.add(delivery(P0, 0, "a"));
    backlog.add(delivery(P0, 1, "a"));
    backlog.add(delivery(P0, 2, "b"));
    var first = next(10);
    assertThat(first.offset()).isZero();
    assertThat(next(10).offset()).isEqualTo(2);
    assertThat(backlog.next(10)).isNull();
    backlog.complete(first);
    assertThat(next(10).offset()).isEqualTo(1);
  }

  @Test
  void theWindowIsALimit() {
    backlog.assign(P0);
    for (int i = 0; i < 5; i++) {
      backlog.add(delivery(P0, i, "key-" + i));
    }
    assertThat(backlog.startable(3)).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      next(3);
    }
    assertThat(backlog.startable(3)).isZero();
    assertThat(backlog.next(3)).isNull();
    assertThat(backlog.inFlight()).isEqualTo(3);
    assertThat(backlog.buffered()).isEqualTo(2);
  }

  @Test
  void commitsOnlyThePrefix() {
    backlog.assign(P0);
    backlog.add(delivery(P0, 4, "a"));
    backlog.add(delivery(P0, 5, "b"));
    next(10);
    backlog.complete(next(10));
    assertThat(backlog.committable()).containsEntry(P0, 4L);
    assertThat(backlog.gap()).isEqualTo(1);
  }

  @Test
  void whatIsRevokedIsDiscardedUnlessItHasBegun() {
    backlog.assign(P0);
    backlog.assign(P1);
    backlog.add(delivery(P0, 0, "a"));
    backlog.add(delivery(P0, 1, "b"));
    backlog.add(delivery(P1, 0, "c"));
    var begun = next(10);
    assertThat(backlog.discard(List.of(P0))).isEqualTo(1);
    assertThat(backlog.inFlight(List.of(P0))).isTrue();
    assertThat(backlog.buffered()).isEqualTo(1);
    backlog.complete(begun);
    assertThat(backlog.inFlight(List.of(P0))).isFalse();
    assertThat(backlog.committable()).containsEntry(P0, 1L);
    assertThat(next(10).assignment()).isEqualTo(P1);
  }

  @Test
  void aResultOfAnEarlierAssignmentIsIgnored() {
    var again = new Assignment(P0.partition(), 9);
    backlog.assign(P0);
    backlog.add(delivery(P0, 0, "a"));
    var old = next(10);
    backlog.discard(List.of(P0));
    backlog.forget(List.of(P0));
    backlog.assign(again);
    backlog.add(delivery(again, 0, "a"));
    backlog.complete(old);
    assertThat(backlog.committable()).containsOnly(Map.entry(again, 0L));
    assertThat(next(10).assignment()).isEqualTo(again);
  }

  @Test
  void recordsOfAPartitionThatIsGoneAreNotKept() {
    assertThat(backlog.add(delivery(P0, 0, "a"))).isFalse();
    assertThat(backlog.buffered()).isZero();
  }

  /** Random keys, windows and completions: each key in its order, all done, nothing left. */
  @Test
  void keepsTheOrderOfEveryKey() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var one = new Backlog(OffsetTracker::new);
      one.assign(P0);
      var flying = new ArrayList<Delivery>();
      var latest = new HashMap<String, Long>();
      for (long added = 0, done = 0; done < 200; ) {
        if (added < 200 && random.nextBoolean()) {
          one.add(delivery(P0, added++, "key-" + random.nextInt(10)));
        }
        var begun = one.next(1 + random.nextInt(5));
        if (begun != null) {
          assertThat(latest.getOrDefault(begun.key(), -1L)).isLessThan(begun.offset());
          assertThat(flying).extracting(Delivery::key).doesNotContain(begun.key());
          latest.put(begun.key(), begun.offset());
          flying.add(begun);
        }
        if (!flying.isEmpty() && random.nextBoolean()) {
          one.complete(flying.remove(random.nextInt(flying.size())));
          done++;
        }
      }
      assertThat(one.committable()).containsEntry(P0, 200L);
      assertThat(one.inFlight() + one.buffered() + one.gap()).isZero();
    }
  }

  private Delivery next(int limit) {
    return Objects.requireNonNull(backlog.next(limit));
  }

  private static Delivery delivery(Assignment assignment, long offset, String key) {
    return new Delivery(assignment, offset, key, "{}", 0, Context.root(), 0);
  }
}
