package io.distributedlab.week46;

import io.vertx.core.Future;

/**
 * The entries of a replica, in memory and in its log. An entry can be read when its log record is
 * as durable as the write asks for, not before: nobody reads what a crash may still take back.
 */
final class DurableStore {
  private final Store store = new Store();
  private final Journal journal;

  DurableStore(Journal journal) {
    this.journal = journal;
  }

  /** Reads the log; the result is how many records it has. */
  Future<Integer> open() {
    return journal
        .open(Entry.class)
        .map(
            records -> {
              records.forEach(store::merge);
              return records.size();
            });
  }

  /** Keeps an entry unless there is a newer one; the result is what is kept. */
  Future<Entry> write(Entry entry, boolean durable) {
    var known = store.get(entry.key());
    if (!entry.newerThan(known)) {
      return (durable ? journal.force() : Future.<Void>succeededFuture()).map(known);
    }
    return journal.append(entry, durable).map(written -> store.merge(entry));
  }

  Store entries() {
    return store;
  }

  Future<Void> clear() {
    store.clear();
    return journal.clear();
  }

  Future<Void> close() {
    return journal.close();
  }
}
