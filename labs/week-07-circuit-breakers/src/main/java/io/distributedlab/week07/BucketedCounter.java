package io.distributedlab.week07;

import java.util.concurrent.TimeUnit;

/**
 * A count over the last ten seconds, in buckets of one second: adding is O(1), and what is older
 * falls out one bucket at a time, so the count covers nine to ten seconds.
 */
final class BucketedCounter {
  private static final int BUCKETS = 10;
  private static final long WIDTH = TimeUnit.SECONDS.toNanos(1);

  private final long[] buckets = new long[BUCKETS];
  private long newest;
  private long total;

  BucketedCounter(long nanos) {
    newest = Math.floorDiv(nanos, WIDTH);
  }

  void add(long nanos, int count) {
    advance(nanos);
    buckets[slot(newest)] += count;
    total += count;
  }

  int total(long nanos) {
    advance(nanos);
    return Math.toIntExact(total);
  }

  private void advance(long nanos) {
    var now = Math.floorDiv(nanos, WIDTH);
    for (var bucket = Math.max(newest + 1, now - BUCKETS + 1); bucket <= now; bucket++) {
      total -= buckets[slot(bucket)];
      buckets[slot(bucket)] = 0;
    }
    newest = Math.max(newest, now);
  }

  private static int slot(long bucket) {
    return Math.floorMod(bucket, BUCKETS);
  }
}
