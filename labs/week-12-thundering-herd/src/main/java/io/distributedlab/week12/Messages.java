package io.distributedlab.week12;

/** What the instances say to each other over the event bus. */
final class Messages {
  /** Where all hear of changed products. */
  static final String INVALIDATE = "cache.invalidate";

  /** Stands for all products; no id of one. */
  static final String ALL = "*";

  /**
   * To the owner of a key: load it for me.
   *
   * @param minVersion what the asker has heard of; an older value is of no use
   */
  record Load(String id, long minVersion) {}

  /** The owner's answer. */
  record Owned(Cached value) {}

  /** A product has changed. A hint: who does not hear it has the TTL. */
  record Invalidate(String id, long version) {}

  private Messages() {}
}
