package io.distributedlab.week45;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor says about the group, on the bus and over HTTP. Nothing depends on every report
 * arriving: a late or lost one leaves things as they are.
 *
 * @param seq counts the reports of one monitor
 * @param atMs wall clock, epoch ms
 * @param total records between committed and end offsets
 * @param lagMs age of the oldest record that is not committed, by interpolation
 * @param lambda records per second appended
 * @param mu records per second committed
 * @param rateOfChange of the total, per second
 * @param drainSec until the lag is gone at these rates; null: never
 * @param members of the group
 */
record LagReport(
    long seq,
    long atMs,
    String topic,
    long total,
    double lagMs,
    double lambda,
    double mu,
    double rateOfChange,
    @Nullable Double drainSec,
    int members,
    Status status,
    List<PartitionLag> perPartition) {
  /** By the trend of lag and commits, not by a threshold. */
  enum Status {
    OK(0),
    /** The lag grows although commits advance: consumers are too slow. */
    LAGGING(1),
    /** There is lag and commits stand still: consumers are stuck. */
    STALLED(2),
    /** Nobody is in the group. */
    NO_MEMBERS(3);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    /** What the gauge says. */
    int code() {
      return code;
    }
  }

  /**
   * One partition.
   *
   * @param committed the next offset to be read; the earliest one when nothing is committed
   * @param owner client id of the member that has it, empty when nobody does
   */
  record PartitionLag(
      int partition, long end, long committed, long lag, double lagMs, String owner) {}

  LagReport {
    perPartition = List.copyOf(perPartition);
  }
}
