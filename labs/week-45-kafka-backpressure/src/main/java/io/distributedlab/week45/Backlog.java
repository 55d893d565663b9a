package io.distributedlab.week45;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records that one consumer holds. Each key is a lane with at most one record in flight, so
 * records of a key are processed in their order, and records of different keys side by side. Per
 * partition a {@link Tracker} knows what may be committed. Pure; belongs to one event loop.
 *
 * <p>After Antony Stubbs, "Introducing the Confluent Parallel Consumer" (2020).
 */
final class Backlog {
  private record Key(Assignment assignment, String key) {}

  private static final class Lane {
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private boolean busy;
  }

  private final Supplier<Tracker> newTracker;
  private final Map<Assignment, Tracker> trackers = new HashMap<>();
  private final Map<Assignment, Integer> inFlightOf = new HashMap<>();
  private final Map<Key, Lane> lanes = new LinkedHashMap<>();
  private final Deque<Key> ready = new ArrayDeque<>();
  private int buffered;
  private int inFlight;

  Backlog(Supplier<Tracker> newTracker) {
    this.newTracker = newTracker;
  }

  /** The consumer has this partition from now on. */
  void assign(Assignment assignment) {
    trackers.put(assignment, newTracker.get());
  }

  /** Takes a record in; false when its partition was lost meanwhile: then it is not kept. */
  boolean add(Delivery delivery) {
    var tracker = trackers.get(delivery.assignment());
    if (tracker == null) {
      return false;
    }
    tracker.take(delivery.offset());
    var key = new Key(delivery.assignment(), delivery.key());
    var lane = lanes.computeIfAbsent(key, first -> new Lane());
    if (!lane.busy && lane.waiting.isEmpty()) {
      ready.add(key);
    }
    lane.waiting.add(delivery);
    buffered++;
    return true;
  }

  /** How many could be begun now, if at most {@code limit} may be in flight. */
  int startable(int limit) {
    return Math.max(0, Math.min(ready.size(), limit - inFlight));
  }

  /** Begins the next one: that which is first in the lane that waits longest. */
  @Nullable Delivery next(int limit) {
    if (startable(limit) == 0) {
      return null;
    }
    var lane = lane(ready.remove());
    lane.busy = true;
    buffered--;
    inFlight++;
    var delivery = lane.waiting.remove();
    inFlightOf.merge(delivery.assignment(), 1, Integer::sum);
    return delivery;
  }

  /** One that was begun is over. Of a partition that was lost, nothing remains to be noted. */
  void complete(Delivery delivery) {
    inFlight--;
    inFlightOf.computeIfPresent(delivery.assignment(), (a, n) -> n == 1 ? null : n - 1);
    var tracker = trackers.get(delivery.assignment());
    if (tracker == null) {
      return;
    }
    tracker.complete(delivery.offset());
    var key = new Key(delivery.assignment(), delivery.key());
    var lane = lanes.get(key);
    if (lane == null) {
      return;
    }
    lane.busy = false;
    if (lane.waiting.isEmpty()) {
      lanes.remove(key);
    } else {
      ready.add(key);
    }
  }

  /** Forgets what of these partitions is not begun; what is in flight goes on. Returns how many. */
  int discard(Collection<Assignment> revoked) {
    int before = buffered;
    ready.removeIf(key -> revoked.contains(key.assignment()));
    lanes
        .entrySet()
        .removeIf(
            entry -> {
              if (!revoked.contains(entry.getKey().assignment())) {
                return false;
              }
              buffered -= entry.getValue().waiting.size();
              return true;
            });
    return before - buffered;
  }

  /** Forgets these partitions: results that come later are ignored. */
  void forget(Collection<Assignment> gone) {
    gone.forEach(trackers::remove);
  }

  /** What may be committed of each partition that has had a record. */
  Map<Assignment, Long> committable() {
    var offsets = new HashMap<Assignment, Long>();
    trackers.forEach(
        (assignment, tracker) -> {
          OptionalLong next = tracker.committable();
          next.ifPresent(offset -> offsets.put(assignment, offset));
        });
    return offsets;
  }

  boolean inFlight(Collection<Assignment> of) {
    return of.stream().anyMatch(inFlightOf::containsKey);
  }

  int inFlight() {
    return inFlight;
  }

  int buffered() {
    return buffered;
  }

  /** Complete, and not to be committed yet. */
  int gap() {
    return trackers.values().stream().mapToInt(Tracker::gap).sum();
  }

  private Lane lane(Key key) {
    var lane = lanes.get(key);
    if (lane == null) {
      throw new IllegalStateException("no lane " + key);
    }
    return lane;
  }
}
