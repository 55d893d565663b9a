package io.distributedlab.week45;

import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Owns a KafkaConsumer and the only thread that touches it. What the event loop wants of it, a
 * pause, a commit, the end, is kept as the latest wish and looked at between two polls: unlike a
 * queue of commands that cannot grow.
 */
final class PollThread {
  private static final Duration POLL = Duration.ofMillis(50);

  /** While all partitions are paused: how long it may take to notice that there is room again. */
  private static final Duration POLL_WHILE_HELD = Duration.ofMillis(10);

  private static final Duration SYNC = Duration.ofSeconds(1);

  private enum Wish {
    GO_ON,
    /** Give the partitions back, leave the group, close. */
    LEAVE,
    /** Vanish: no commit, no goodbye; the group finds out by the missing heartbeats. */
    CRASH
  }

  private final Consumer<String, String> kafka;
  private final String topic;
  private final PollSide side;
  private final ConsumerMeters meters;
  private final Occupancy occupancy;
  private final Log log;
  private final Map<TopicPartition, Assignment> owned = new ConcurrentHashMap<>();
  private final Map<Assignment, Long> toCommit = new ConcurrentHashMap<>();
  private final Map<Assignment, Long> committed = new HashMap<>();
  private final LinkedBlockingQueue<Wish> bell = new LinkedBlockingQueue<>();
  private final Promise<Void> over = Promise.promise();
  private volatile Wish wish = Wish.GO_ON;
  private volatile boolean paused;
  private long generation;
  private boolean held;
  private long askedAt = System.nanoTime();

  PollThread(
      Consumer<String, String> kafka,
      String topic,
      PollSide side,
      ConsumerMeters meters,
      Occupancy occupancy,
      Log log) {
    this.kafka = kafka;
    this.topic = topic;
    this.side = side;
    this.meters = meters;
    this.occupancy = occupancy;
    this.log = log;
  }

  void start(String name) {
    Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /** Stops or goes on taking records. */
  void pause(boolean wanted) {
    paused = wanted;
  }

  /** Commits these offsets soon, unless their partitions are gone by then. */
  void commit(Map<Assignment, Long> offsets) {
    toCommit.putAll(offsets);
  }

  /** Ends in order; done when the consumer is closed. */
  Future<Void> leave() {
    return end(Wish.LEAVE);
  }

  /** Ends as a killed process does; done when the thread is gone. */
  Future<Void> crash() {
    return end(Wish.CRASH);
  }

  /** Done when the thread has ended, failed when nobody asked it to. */
  Future<Void> over() {
    return over.future();
  }

  /** How many partitions this consumer has. */
  int assigned() {
    return owned.size();
  }

  List<Integer> partitions() {
    return owned.keySet().stream().map(TopicPartition::partition).sorted().toList();
  }

  private Future<Void> end(Wish last) {
    wish = last;
    bell.add(last);
    return over.future();
  }

  private void run() {
    try {
      kafka.subscribe(List.of(topic), new Rebalances());
      while (wish == Wish.GO_ON) {
        round();
      }
      goodbye();
      over.complete();
    } catch (RuntimeException | InterruptedException failure) {
      log.error("consumer failed", failure);
      kafka.close(Duration.ZERO);
      over.fail(failure);
    }
  }

  private void round() throws InterruptedException {
    if (paused && side.stopsPollingWhenPaused()) {
      bell.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    commitAsync();
    holdOrGo();
    deliver(kafka.poll(held ? POLL_WHILE_HELD : POLL));
  }

  private void holdOrGo() {
    var hold = paused || side.full();
    if (hold) {
      kafka.pause(kafka.assignment());
    } else {
      kafka.resume(kafka.paused());
    }
    if (hold != held) {
      held = hold;
      occupancy.paused(hold);
      meters.held(hold, occupancy.held());
    }
  }

  private void deliver(ConsumerRecords<String, String> records) {
    var deliveries =
        StreamSupport.stream(records.spliterator(), false)
            .map(
                record -> {
                  var partition = new TopicPartition(record.topic(), record.partition());
                  return Delivery.of(Objects.requireNonNull(owned.get(partition)), record);
                })
            .toList();
    side.polled(kafka, deliveries);
  }

  private void commitAsync() {
    long now = System.nanoTime();
    if (now - askedAt < POLL.toNanos()) {
      return;
    }
    askedAt = now;
    var offsets = new HashMap<Assignment, Long>();
    toCommit.forEach(
        (assignment, offset) -> {
          toCommit.remove(assignment, offset);
          if (isOurs(assignment) && !offset.equals(committed.get(assignment))) {
            offsets.put(assignment, offset);
          }
        });
    if (offsets.isEmpty()) {
      return;
    }
    kafka.commitAsync(
        byPartition(offsets),
        (done, failure) -> {
          meters.committed(System.nanoTime() - now, failure == null);
          if (failure == null) {
            committed.putAll(offsets);
          }
        });
  }

  private boolean isOurs(Assignment assignment) {
    return assignment.equals(owned.get(assignment.partition()));
  }

  /** A consumer that unsubscribes leaves its group; one that is closed does not, see settings. */
  private void goodbye() {
    if (wish == Wish.CRASH) {
      kafka.close(Duration.ZERO);
    } else {
      kafka.unsubscribe();
      kafka.close(SYNC);
    }
    owned.clear();
  }

  private static Map<TopicPartition, OffsetAndMetadata> byPartition(Map<Assignment, Long> offsets) {
    return offsets.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().partition(),
                entry -> new OffsetAndMetadata(entry.getValue())));
  }

  /** Runs inside poll: what is committed here is committed before anybody else reads. */
  private final class Rebalances implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      var assigned =
          partitions.stream().map(partition -> new Assignment(partition, ++generation)).toList();
      assigned.forEach(assignment -> owned.put(assignment.partition(), assignment));
      side.assigned(assigned);
      if (held) {
        kafka.pause(partitions);
      }
      meters.assigned(partitions.size());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (partitions.isEmpty() || wish == Wish.CRASH) {
        return;
      }
      var revoked = disown(partitions);
      var safe = side.revoked(revoked);
      commitSync(safe);
      meters.revoked(partitions.size(), safe.size());
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      side.lost(disown(partitions));
      meters.evicted(partitions.size());
    }

    private List<Assignment> disown(Collection<TopicPartition> partitions) {
      var gone = partitions.stream().map(owned::remove).filter(Objects::nonNull).toList();
      gone.forEach(
          assignment -> {
            toCommit.remove(assignment);
            committed.remove(assignment);
          });
      return gone;
    }

    private void commitSync(Map<Assignment, Long> offsets) {
      if (offsets.isEmpty()) {
        return;
      }
      long started = System.nanoTime();
      try {
        kafka.commitSync(byPartition(offsets), SYNC);
        meters.committed(System.nanoTime() - started, true);
      } catch (KafkaException failure) {
        meters.committed(System.nanoTime() - started, false);
        log.error("commit before revocation failed", failure);
      }
    }
  }
}
