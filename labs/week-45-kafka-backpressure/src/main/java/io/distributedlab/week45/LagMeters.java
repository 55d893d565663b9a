package io.distributedlab.week45;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The latest report as gauges. */
final class LagMeters {
  private final MeterRegistry meters;
  private final AtomicReference<@Nullable LagReport> latest = new AtomicReference<>();
  private final Set<Integer> known = new HashSet<>();

  LagMeters(MeterRegistry meters) {
    this.meters = meters;
    gauge("kbp.lag.records", LagReport::total);
    gauge("kbp.lag.ms", LagReport::lagMs);
    gauge("kbp.lag.rate", LagReport::rateOfChange);
    gauge("kbp.lambda", LagReport::lambda);
    gauge("kbp.mu", LagReport::mu);
    gauge("kbp.members", LagReport::members);
    gauge("kbp.status", report -> report.status().code());
    gauge("kbp.drain.seconds", LagMeters::drain);
  }

  void heard(LagReport report) {
    latest.set(report);
    report.perPartition().stream().filter(one -> known.add(one.partition())).forEach(this::begin);
  }

  private void begin(LagReport.PartitionLag first) {
    gauge("kbp.lag", first.partition(), LagReport.PartitionLag::lag);
    gauge("kbp.offset.end", first.partition(), LagReport.PartitionLag::end);
    gauge("kbp.offset.committed", first.partition(), LagReport.PartitionLag::committed);
  }

  private void gauge(String name, int partition, ToDoubleFunction<LagReport.PartitionLag> value) {
    var tags = Tags.of("partition", String.valueOf(partition));
    meters.gauge(
        name, tags, latest, reference -> read(reference.get(), r -> of(r, partition, value)));
  }

  private static double of(
      LagReport report, int partition, ToDoubleFunction<LagReport.PartitionLag> value) {
    return report.perPartition().stream()
        .filter(one -> one.partition() == partition)
        .mapToDouble(value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private void gauge(String name, ToDoubleFunction<LagReport> value) {
    meters.gauge(name, latest, reference -> read(reference.get(), value));
  }

  private static double read(@Nullable LagReport report, ToDoubleFunction<LagReport> value) {
    return report == null ? 0 : value.applyAsDouble(report);
  }

  private static double drain(LagReport report) {
    var seconds = report.drainSec();
    return seconds == null ? Double.NaN : seconds;
  }
}
