package io.distributedlab.week46;

import java.util.Comparator;
import java.util.List;

/**
 * Finds reads of one key that return something older than a read which had ended before they began.
 * Of reads that overlap, either may return the newer value.
 */
final class Inversions {
  /**
   * A read as its client saw it.
   *
   * @param sent and {@code done} on the client's own clock
   */
  record Read(long sent, long done, Tag version) {}

  private Inversions() {}

  /** How many of them are inverted. */
  static long count(List<Read> reads) {
    var bySent = reads.stream().sorted(Comparator.comparingLong(Read::sent)).toList();
    var byDone = reads.stream().sorted(Comparator.comparingLong(Read::done)).toList();
    var newest = Tag.NONE;
    long inverted = 0;
    int ended = 0;
    for (var read : bySent) {
      while (ended < byDone.size() && byDone.get(ended).done() < read.sent()) {
        var version = byDone.get(ended++).version();
        newest = version.newerThan(newest) ? version : newest;
      }
      inverted += newest.newerThan(read.version()) ? 1 : 0;
    }
    return inverted;
  }
}
