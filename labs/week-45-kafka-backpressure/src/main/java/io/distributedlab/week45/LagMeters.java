package io.distributedlab.week45;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The latest report as gauges. */
final class LagMeters {
  private final MeterRegistry meters;
  private final AtomicReference<@Nullable LagReport> latest = new AtomicReference<>();
  private final Map<Integer, AtomicReference<LagReport.PartitionLag>> partitions = new HashMap<>();

  LagMeters(MeterRegistry meters) {
    this.meters = meters;
    gauge("kbp.lag.total", LagReport::total);
    gauge("kbp.lag.ms", LagReport::lagMs);
    gauge("kbp.lag.rate", LagReport::rateOfChange);
    gauge("kbp.lambda", LagReport::lambda);
    gauge("kbp.mu", LagReport::mu);
    gauge("kbp.members", LagReport::members);
    gauge("kbp.status", report -> report.status().ordinal());
    gauge("kbp.drain.seconds", LagMeters::drain);
  }

  void heard(LagReport report) {
    latest.set(report);
    report
        .perPartition()
        .forEach(
            one -> partitions.computeIfAbsent(one.partition(), first -> register(one)).set(one));
  }

  private AtomicReference<LagReport.PartitionLag> register(LagReport.PartitionLag first) {
    var reference = new AtomicReference<>(first);
    gauge("kbp.lag", reference, LagReport.PartitionLag::lag);
    gauge("kbp.offset.end", reference, LagReport.PartitionLag::end);
    gauge("kbp.offset.committed", reference, LagReport.PartitionLag::committed);
    return reference;
  }

  private void gauge(
      String name,
      AtomicReference<LagReport.PartitionLag> of,
      ToDoubleFunction<LagReport.PartitionLag> value) {
    var partition = String.valueOf(of.get().partition());
    meters.gauge(
        name,
        Tags.of("partition", partition),
        of,
        reference -> value.applyAsDouble(reference.get()));
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
