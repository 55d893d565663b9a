package io.distributedlab.week45;

import io.distributedlab.week45.LagReport.PartitionLag;
import io.distributedlab.week45.LagReport.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From offsets at moments to lag, rates, forecast and status. Rates are those of the last {@link
 * #WINDOW} reports. The status follows the trend, not a threshold: Todd Palino, "Burrow: Kafka
 * Consumer Monitoring Reinvented" (2015). Pure: the caller brings the time.
 */
final class LagEstimator {
  /** Reports that a trend is made of. */
  static final int WINDOW = 5;

  private record Moment(double atMs, long end, long committed) {
    long lag() {
      return end - committed;
    }
  }

  private final Deque<Moment> moments = new ArrayDeque<>();
  private final Map<Integer, TimeLag> timeLags = new HashMap<>();
  private long seq;
  private @Nullable Topic topic;

  /**
   * The next report.
   *
   * @param monotonicMs for rates and ages
   * @param wallMs for people
   */
  LagReport report(Topic of, OffsetReader.Snapshot snapshot, double monotonicMs, long wallMs) {
    if (of != topic) {
      forget();
      topic = of;
    }
    var partitions =
        snapshot.partitions().stream().map(offsets -> partition(offsets, monotonicMs)).toList();
    moments.addLast(
        new Moment(
            monotonicMs,
            partitions.stream().mapToLong(PartitionLag::end).sum(),
            partitions.stream().mapToLong(PartitionLag::committed).sum()));
    if (moments.size() > WINDOW + 1) {
      moments.removeFirst();
    }
    return report(of, snapshot.members(), partitions, wallMs);
  }

  /** Begins anew: what was before says nothing about what comes. */
  void forget() {
    moments.clear();
    timeLags.clear();
  }

  private LagReport report(Topic of, int members, List<PartitionLag> partitions, long wallMs) {
    var first = moments.getFirst();
    var last = moments.getLast();
    var seconds = (last.atMs() - first.atMs()) / 1000;
    var lambda = seconds > 0 ? (last.end() - first.end()) / seconds : 0;
    var mu = seconds > 0 ? (last.committed() - first.committed()) / seconds : 0;
    return new LagReport(
        ++seq,
        wallMs,
        of.kafkaName(),
        last.lag(),
        partitions.stream().mapToDouble(PartitionLag::lagMs).max().orElse(0),
        lambda,
        mu,
        seconds > 0 ? (last.lag() - first.lag()) / seconds : 0,
        drainSec(last.lag(), lambda, mu),
        members,
        status(members),
        partitions);
  }

  private PartitionLag partition(OffsetReader.Offsets offsets, double nowMs) {
    var timeLag = timeLags.computeIfAbsent(offsets.partition(), first -> new TimeLag());
    return new PartitionLag(
        offsets.partition(),
        offsets.end(),
        offsets.committed(),
        offsets.end() - offsets.committed(),
        timeLag.ms(nowMs, offsets.end(), offsets.committed()),
        offsets.owner());
  }

  /** Lag over the rate at which it shrinks; null when it does not. */
  static @Nullable Double drainSec(long lag, double lambda, double mu) {
    if (lag == 0) {
      return 0.0;
    }
    return mu > lambda ? lag / (mu - lambda) : null;
  }

  private Status status(int members) {
    if (members == 0) {
      return Status.NO_MEMBERS;
    }
    if (moments.size() <= WINDOW) {
      return Status.OK;
    }
    var first = moments.getFirst();
    var last = moments.getLast();
    if (last.committed() == first.committed()) {
      return moments.stream().allMatch(moment -> moment.lag() > 0) ? Status.STALLED : Status.OK;
    }
    return last.lag() > first.lag() && neverShrinks() ? Status.LAGGING : Status.OK;
  }

  private boolean neverShrinks() {
    long before = Long.MIN_VALUE;
    for (var moment : moments) {
      if (moment.lag() < before) {
        return false;
      }
      before = moment.lag();
    }
    return true;
  }
}
