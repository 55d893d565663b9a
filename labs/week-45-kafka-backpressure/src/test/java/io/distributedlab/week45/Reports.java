package io.distributedlab.week45;

import io.distributedlab.week45.LagReport.PartitionLag;
import io.distributedlab.week45.LagReport.Status;
import java.util.stream.IntStream;

/** Reports for tests of what follows from them. */
final class Reports {
  private Reports() {}

  static LagReport of(long total, double lambda, double mu, int members, Status status) {
    return of(total, lambda, mu, members, status, mu > lambda ? total / (mu - lambda) : -1);
  }

  private static LagReport of(
      long total, double lambda, double mu, int members, Status status, double drainSec) {
    var partitions =
        IntStream.range(0, 6).mapToObj(p -> new PartitionLag(p, 0, 0, 0, 0, "")).toList();
    return new LagReport(
        1,
        1,
        "orders",
        total,
        total > 0 ? 1000 : 0,
        lambda,
        mu,
        lambda - mu,
        drainSec < 0 ? null : drainSec,
        members,
        status,
        partitions);
  }
}
