package io.distributedlab.week46;

import java.util.List;

/**
 * What coordinators and replicas say to each other over the event bus. Each message carries the
 * greatest counter that its sender knows, so that hybrid clocks learn from all of them.
 */
final class Messages {
  /** Why an entry is sent. */
  enum Phase {
    WRITE,
    /** To the replicas that targeted left out at first. */
    LATE,
    /** By a reader that does not return before it is done. */
    WRITE_BACK,
    /** By a reader that has returned already. */
    REPAIR,
    /** By a stand-in. */
    HINT
  }

  /** An answer with the counter that its sender knows. */
  interface Clocked {
    long clock();
  }

  record Write(String opId, Phase phase, Entry entry, long clock) {}

  /**
   * The entry is in the replica's log, or something newer is.
   *
   * @param superseded what the replica holds is newer than what was written
   * @param tag what the replica holds now
   */
  record Wrote(String replica, boolean superseded, Tag tag, long clock) implements Clocked {}

  /** Keep this for its home, which could not be reached. */
  record Hint(String opId, String home, Entry entry, long clock) {}

  record Read(String opId, String key, long clock) {}

  record Got(String replica, Entry entry, long clock) implements Clocked {}

  record StatusQuestion(String asker, long clock) {}

  record Status(String replica, int keys, int hints, long clock) implements Clocked {}

  /** Asks for the digests of the keys that both replicas hold. */
  record DigestQuestion(String peer, long clock) {}

  record Digest(List<Long> buckets, long clock) implements Clocked {}

  /** What the sender holds in these buckets; the answer is what the other one holds there. */
  record Exchange(String peer, List<Integer> buckets, List<Entry> entries, long clock) {}

  record Entries(List<Entry> entries, long clock) implements Clocked {}

  private Messages() {}

  /** The address of a replica for one kind of message: {@code quorum.replica.1.write}. */
  static String address(String replica, String verb) {
    return "quorum." + replica.replace('-', '.') + '.' + verb;
  }
}
