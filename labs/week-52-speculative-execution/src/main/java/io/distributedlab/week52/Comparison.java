package io.distributedlab.week52;

import java.util.List;

/**
 * Latencies of two modes side by side, in ms. A percentile is the smallest latency that the share
 * of requests does not exceed, so with fewer than 100 requests p99 is the maximum.
 */
record Comparison(
    int iterations, Summary hedged, Summary direct, Summary reductionMs, Summary reductionPercent) {

  static Comparison of(List<Item> hedged, List<Item> direct) {
    var with = Summary.of(hedged);
    var without = Summary.of(direct);
    return new Comparison(
        hedged.size(), with, without, without.minus(with), without.minus(with).percentOf(without));
  }

  /** Minimum, mean, percentiles and maximum. */
  record Summary(double min, double mean, double p50, double p95, double p99, double max) {
    static Summary of(List<Item> items) {
      var sorted = items.stream().mapToDouble(Item::latencyMs).sorted().toArray();
      double sum = 0;
      for (double latency : sorted) {
        sum += latency;
      }
      return new Summary(
          sorted[0],
          round(sum / sorted.length),
          rank(sorted, 0.50),
          rank(sorted, 0.95),
          rank(sorted, 0.99),
          sorted[sorted.length - 1]);
    }

    Summary minus(Summary other) {
      return new Summary(
          round(min - other.min),
          round(mean - other.mean),
          round(p50 - other.p50),
          round(p95 - other.p95),
          round(p99 - other.p99),
          round(max - other.max));
    }

    Summary percentOf(Summary whole) {
      return new Summary(
          round(100 * min / whole.min),
          round(100 * mean / whole.mean),
          round(100 * p50 / whole.p50),
          round(100 * p95 / whole.p95),
          round(100 * p99 / whole.p99),
          round(100 * max / whole.max));
    }

    private static double rank(double[] sorted, double share) {
      return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static double round(double value) {
      return Math.round(value * 1000) / 1e3;
    }
  }
}
