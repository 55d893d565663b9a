package io.distributedlab.experiment.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Requests of one load, to be narrowed and counted. A latency counts every request of the view,
 * also the failed ones: narrow first when only answers matter.
 *
 * @param lengthNanos the time that the view covers
 * @param lateAfter a send this much after its intended time is late
 */
public record Samples(List<Sample> all, long lengthNanos, Duration lateAfter) {
  public Samples {
    all = List.copyOf(all);
  }

  /** Of a load with the default tolerance. */
  public Samples(List<Sample> all, long lengthNanos) {
    this(all, lengthNanos, Load.LATE_AFTER);
  }

  public long count() {
    return all.size();
  }

  public Samples where(Predicate<Sample> condition) {
    return new Samples(all.stream().filter(condition).toList(), lengthNanos, lateAfter);
  }

  public Samples successes() {
    return where(Sample::succeeded);
  }

  public Samples of(Outcome outcome) {
    return where(sample -> sample.outcome() == outcome);
  }

  /** How many were sent later than their load tolerates. */
  public long late() {
    return all.stream().filter(s -> s.sent() - s.intended() > lateAfter.toNanos()).count();
  }

  /** Those meant to be sent in {@code from..to}. */
  public Samples between(Duration from, Duration to) {
    var inside = where(s -> s.intended() >= from.toNanos() && s.intended() < to.toNanos());
    return new Samples(inside.all, to.minus(from).toNanos(), lateAfter);
  }

  /** The share that meets the condition, 0..1; not a number when there are none. */
  public double share(Predicate<Sample> condition) {
    return all.stream().filter(condition).count() / (double) all.size();
  }

  public double successShare() {
    return share(Sample::succeeded);
  }

  /** Requests per second of the time covered. */
  public double perSecond() {
    return count() * 1e9 / lengthNanos;
  }

  /** Latency in ms that {@code p} percent do not exceed; not a number when there are none. */
  public double percentile(double p) {
    return all.isEmpty() ? Double.NaN : histogram().getValueAtPercentile(p) / 1e3;
  }

  /** Mean latency in ms; not a number when there are none. */
  public double meanMs() {
    return all.stream().mapToDouble(Sample::latencyMs).average().orElse(Double.NaN);
  }

  /** Latencies in microseconds, three significant digits. */
  public Histogram histogram() {
    var histogram = new Histogram(3);
    all.forEach(sample -> histogram.recordValue(Math.max(0, sample.latencyNanos() / 1000)));
    return histogram;
  }

  public SortedMap<Outcome, Long> byOutcome() {
    return all.stream()
        .collect(Collectors.groupingBy(Sample::outcome, TreeMap::new, Collectors.counting()));
  }

  public SortedMap<Integer, Long> byStatus() {
    return all.stream()
        .collect(Collectors.groupingBy(Sample::status, TreeMap::new, Collectors.counting()));
  }

  public Optional<Sample> slowest() {
    return all.stream().max(Comparator.comparingLong(Sample::latencyNanos));
  }

  /** The request at this position of the schedule. */
  public Optional<Sample> at(int index) {
    return all.stream().filter(sample -> sample.index() == index).findFirst();
  }

  /** One row per {@code width} of intended time, empty ones included. */
  public List<Bucket> buckets(Duration width) {
    return Bucket.of(this, width.toNanos());
  }
}
