package io.distributedlab.service.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.time.Duration;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The Prometheus registry of one service: its timers are histograms with the buckets 10, 25, 50,
 * 75, 100, 250, 500, 750, 1000 ms and carry exemplars. Timers of Vert.x and of the JVM keep their
 * plain form.
 */
final class Meters {
  private static final double[] BUCKETS_NS =
      LongStream.of(10, 25, 50, 75, 100, 250, 500, 750, 1000)
          .mapToDouble(ms -> Duration.ofMillis(ms).toNanos())
          .toArray();

  private Meters() {}

  static PrometheusMeterRegistry registry(String service) {
    var registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, new CurrentSpan());
    registry.config().commonTags("service", service).meterFilter(new Buckets());
    return registry;
  }

  /** A registry that measures nothing. */
  static PrometheusMeterRegistry none(String service) {
    var registry = registry(service);
    registry.config().meterFilter(MeterFilter.deny());
    return registry;
  }

  /** Adds memory, threads, garbage collector and CPU of the JVM. Close it to stop listening. */
  static JvmGcMetrics bindJvm(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    var collector = new JvmGcMetrics();
    collector.bindTo(registry);
    return collector;
  }

  private static final class Buckets implements MeterFilter {
    private final DistributionStatisticConfig buckets =
        DistributionStatisticConfig.builder().serviceLevelObjectives(BUCKETS_NS).build();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      return id.getType() == Meter.Type.TIMER && !isPlain(id.getName())
          ? config.merge(buckets)
          : config;
    }

    private static boolean isPlain(String name) {
      return name.startsWith("vertx.") || name.startsWith("jvm.");
    }
  }

  /** The span an exemplar points to. */
  private static final class CurrentSpan implements SpanContext {
    @Override
    public @Nullable String getCurrentTraceId() {
      var span = Span.current().getSpanContext();
      return span.isValid() ? span.getTraceId() : null;
    }

    @Override
    public @Nullable String getCurrentSpanId() {
      var span = Span.current().getSpanContext();
      return span.isValid() ? span.getSpanId() : null;
    }

    @Override
    public boolean isCurrentSpanSampled() {
      return Span.current().getSpanContext().isSampled();
    }

    @Override
    public void markCurrentSpanAsExemplar() {}
  }
}
