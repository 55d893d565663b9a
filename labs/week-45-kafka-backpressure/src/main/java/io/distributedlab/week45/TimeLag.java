package io.distributedlab.week45;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How old the oldest record of a partition is that is not committed. Known are only samples of
 * where the partition ended; when it passed the committed offset is found between two of them, by a
 * straight line. Pure: the caller brings the time.
 */
final class TimeLag {
  /** An hour of samples at two a second. */
  private static final int MOST_SAMPLES = 7200;

  private record Sample(double atMs, long end) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * Takes a sample in, and tells the lag in ms. A committed offset from before the first sample is
   * as old as that, at least.
   */
  double ms(double nowMs, long end, long committed) {
    samples.addLast(new Sample(nowMs, end));
    if (samples.size() > MOST_SAMPLES) {
      samples.removeFirst();
    }
    var before = samples.removeFirst();
    while (!samples.isEmpty() && samples.getFirst().end() <= committed) {
      before = samples.removeFirst();
    }
    samples.addFirst(before);
    if (committed >= end) {
      return 0;
    }
    if (before.end() > committed) {
      return nowMs - before.atMs();
    }
    samples.removeFirst();
    var passed = samples.getFirst();
    samples.addFirst(before);
    var share = (double) (committed - before.end()) / (passed.end() - before.end());
    return nowMs - (before.atMs() + share * (passed.atMs() - before.atMs()));
  }
}
