package io.distributedlab.runner.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * {@code histogram_quantile}: the value that a share of all observations does not exceed, from the
 * cumulative counts of a histogram's buckets. Within a bucket observations are taken as evenly
 * spread; in the last bucket, which has no upper bound, it is the bound below.
 *
 * <p>Source: Prometheus, "Query functions", {@code histogram_quantile()}.
 *
 * @param share from 0 to 1
 */
record Quantile(double share, Query buckets) implements Query {
  private static final String BOUND = "le";

  private record Bucket(double bound, double count) {}

  @Override
  public List<Sample> evaluate(History history) {
    return buckets.evaluate(history).stream()
        .filter(sample -> sample.labels().containsKey(BOUND))
        .collect(groupingBy(s -> s.without(BOUND), LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(histogram -> new Sample(histogram.getKey(), quantile(sorted(histogram.getValue()))))
        .toList();
  }

  private static List<Bucket> sorted(List<Sample> samples) {
    return samples.stream()
        .map(s -> new Bucket(bound(s.labels().getOrDefault(BOUND, "")), s.value()))
        .sorted(Comparator.comparingDouble(Bucket::bound))
        .toList();
  }

  private static double bound(String label) {
    return label.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(label);
  }

  private double quantile(List<Bucket> sorted) {
    double rank = share * sorted.getLast().count;
    if (rank == 0 || Double.isFinite(sorted.getLast().bound)) {
      return Double.NaN;
    }
    double lower = 0;
    double below = 0;
    for (var bucket : sorted) {
      if (bucket.count >= rank) {
        return Double.isFinite(bucket.bound)
            ? lower + (bucket.bound - lower) * (rank - below) / (bucket.count - below)
            : lower;
      }
      lower = bucket.bound;
      below = bucket.count;
    }
    return lower;
  }

  @Override
  public void needs(BiConsumer<String, Duration> metrics) {
    buckets.needs(metrics);
  }
}
