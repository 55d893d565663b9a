package io.distributedlab.week46;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries that a stand-in keeps for homes which could not be reached, in memory and in a log of
 * their own. Per home and key only the newest is kept.
 */
final class HintStore {
  /**
   * @param storedAt wall-clock time in ms
   */
  record Kept(String home, Entry entry, long storedAt) {}

  /** A line of the log: a hint that came, or one that is over. */
  record Line(boolean over, Kept hint) {}

  private record Slot(String home, String key) {}

  private final Map<Slot, Kept> hints = new LinkedHashMap<>();
  private final Journal journal;

  HintStore(Journal journal) {
    this.journal = journal;
  }

  Future<Void> open() {
    return journal
        .open(Line.class)
        .map(
            lines -> {
              lines.forEach(this::replay);
              return null;
            });
  }

  Future<Void> keep(Kept hint, boolean durable) {
    return journal
        .append(new Line(false, hint), durable)
        .onSuccess(written -> replay(new Line(false, hint)));
  }

  /** Delivered or expired; a newer hint for the same home and key stays. */
  Future<Void> over(Kept hint, boolean durable) {
    replay(new Line(true, hint));
    return journal.append(new Line(true, hint), durable);
  }

  /** The oldest ones, at most so many. */
  List<Kept> oldest(int most) {
    return hints.values().stream().limit(most).toList();
  }

  List<Kept> olderThan(Duration age, Instant now) {
    long before = now.minus(age).toEpochMilli();
    return hints.values().stream().filter(hint -> hint.storedAt() < before).toList();
  }

  int size() {
    return hints.size();
  }

  Future<Void> clear() {
    hints.clear();
    return journal.clear();
  }

  Future<Void> close() {
    return journal.close();
  }

  private void replay(Line line) {
    var hint = line.hint();
    var slot = new Slot(hint.home(), hint.entry().key());
    if (line.over()) {
      hints.remove(slot, hint);
    } else {
      hints.merge(slot, hint, (a, b) -> b.entry().newerThan(a.entry()) ? b : a);
    }
  }
}
